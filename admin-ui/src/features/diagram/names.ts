// The names that the author gave to elements, read from the BPMN text.
const cache = new Map<string, Map<string, string>>();

/** The name of element `id`, or the empty text where the author gave none. */
export function nameOf(xml: string, id: string): string {
  let names = cache.get(xml);
  if (!names) {
    names = new Map();
    for (const element of new DOMParser().parseFromString(xml, 'text/xml').querySelectorAll('[id][name]')) names.set(element.getAttribute('id')!, element.getAttribute('name')!);
    cache.set(xml, names);
  }
  return names.get(id) ?? '';
}
