// Two lint rules of our own.

/** A feature may import `api`, `ui`, `form` and itself, never another feature; nobody imports a folder (barrel). */
export const noFeatureCross = {
  meta: { type: 'problem', schema: [], messages: {
    cross: 'Expected feature `{{from}}` to import only api, ui, form and itself, but it imports feature `{{to}}`. Compose features in src/desk or src/phone.',
    barrel: 'Expected an import of a file, but `{{path}}` is a barrel.',
  } },
  create(context) {
    const own = /src\/features\/([^/]+)\//.exec(context.filename.replaceAll('\\', '/'))?.[1];
    return {
      ImportDeclaration(node) {
        const path = String(node.source.value);
        const other = /^@\/features\/([^/]+)/.exec(path)?.[1];
        if (own && other && own !== other) context.report({ node, messageId: 'cross', data: { from: own, to: other } });
        if (own && /^\.\.\/\w+\//.test(path)) context.report({ node, messageId: 'cross', data: { from: own, to: path } });
        if (/(^@\/(features\/[^/]+|ui|api|form)|\/index|^\.{1,2})\/?$/.test(path)) context.report({ node, messageId: 'barrel', data: { path } });
      },
    };
  },
};

const CHINESE = /[\u3400-\u9fff\u3001-\u303f\uff00-\uffef]/;

/** Words that a user reads stand in `messages.zh.ts`, never in a component. */
export const noLiteralText = {
  meta: { type: 'problem', schema: [], messages: { text: 'Expected a text from messages.zh.ts, but found the literal “{{text}}”.' } },
  create(context) {
    if (/\.zh\.ts$|\.test\.tsx?$/.test(context.filename)) return {};
    const look = (node, text) => CHINESE.test(text) && context.report({ node, messageId: 'text', data: { text: text.trim().slice(0, 20) } });
    return {
      JSXText: (node) => look(node, node.value),
      Literal: (node) => typeof node.value === 'string' && look(node, node.value),
      TemplateElement: (node) => look(node, node.value.raw),
    };
  },
};
