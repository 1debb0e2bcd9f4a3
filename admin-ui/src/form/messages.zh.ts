// Sentences of the forms: one per reason why a field is not accepted, and the words of the controls.

const of = (title: string, rest: string) => `${title}${rest}`;

const FORMATS: Record<string, string> = {
  date: '要填日期，例如 2026-09-04', 'date-time': '要填日期和时间', time: '要填时间，例如 09:30', email: '要填电子邮箱地址', uri: '要填网址', 'evidence-id': '要从证据中选择', 'person-id': '要从人员中选择',
};
const TYPES: Record<string, string> = { string: '要填文字', number: '要填数字', integer: '要填整数', boolean: '要选“是”或“否”', array: '要选择', object: '没有填完整' };

/** Why the field called `title` is not accepted; `wanted` is the value of the schema's keyword. */
export function say(keyword: string, title: string, wanted: unknown): string {
  const number = String(wanted);
  switch (keyword) {
    case 'required': return of(title, '没有填');
    case 'confirm': return of(title, '，须勾选确认');
    case 'minLength': return wanted === 1 ? of(title, '不能为空') : of(title, `至少 ${number} 个字`);
    case 'maxLength': return of(title, `最多 ${number} 个字`);
    case 'minItems': return of(title, `至少选 ${number} 项`);
    case 'maxItems': return of(title, `最多选 ${number} 项`);
    case 'uniqueItems': return of(title, '有重复的项');
    case 'minimum': return of(title, `不能小于 ${number}`);
    case 'maximum': return of(title, `不能大于 ${number}`);
    case 'exclusiveMinimum': return of(title, `要大于 ${number}`);
    case 'exclusiveMaximum': return of(title, `要小于 ${number}`);
    case 'multipleOf': return of(title, `要是 ${number} 的倍数`);
    case 'enum': case 'oneOf': return of(title, '要从给出的项中选择');
    case 'const': return wanted === true ? of(title, '：须为“是”') : of(title, '与要求不符');
    case 'pattern': return of(title, '的写法不对');
    case 'format': return of(title, FORMATS[number] ?? '的写法不对');
    case 'type': return of(title, TYPES[String(Array.isArray(wanted) ? wanted[0] : wanted)] ?? '的写法不对');
    case 'minContains': case 'contains': return of(title, '缺少必须有的项');
    default: return of(title, '不符合要求');
  }
}

export const form = {
  required: '必填',
  optional: '可不填',
  fix: (count: number) => `${count} 处需要改：`,
  yes: '是',
  no: '否',
  choose: '请选择',
  add: (title: string) => `增加${title}`,
  remove: '移除',
  entry: (title: string, n: number) => `${title} ${n}`,
  item: '一项',
  search: '输入名称查找',
  none: '没有可以选的',
  noEvidence: '还没有证据，先到“证据”页采集或上传。',
  from: '来自',
  sourceOf: (text: string) => (text.startsWith('来自') ? text : `来自 ${text}`),
  decimalHint: '填数字',
  pointsOf: (points: string) => `${points} 个百分点`,
  factor: '情节',
  option: '对应的档',
  byFact: '由已认定的事实决定',
  evidence: '证据',
  signHere: '签名',
  others: (text: string) => `其他档：${text}`,
  pick: '选择',
  chosen: '已选',
  change: '更换',
  now: '现在',
  date: '日期',
  time: '时间',
  showAll: '全部显示',
  openItems: (n: number) => `还有 ${n} 项没有结论`,
  noteOf: (title: string) => `${title}：写明问题或说明`,
  factHint: '由已认定的事实决定，不用选',
};
