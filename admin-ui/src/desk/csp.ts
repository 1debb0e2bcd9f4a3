// First import of the desk: style elements that libraries create get the nonce of the response.
//
// antd takes a nonce for most of its styles; scroll lock and scroll-bar measuring create theirs without one.
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

const create = document.createElement;
document.createElement = function createWithNonce(this: Document, tag: string, options?: ElementCreationOptions) {
  const element = create.call(this, tag, options);
  if (nonce && tag === 'style') element.nonce = nonce;
  return element;
} as typeof document.createElement;
