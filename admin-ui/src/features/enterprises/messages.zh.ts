export const words = {
  title: '企业', add: '新增企业', name: '单位名称', code: '统一社会信用代码', address: '地址', legal: '法定代表人', phone: '电话', cases: '案件数',
  search: '名称或统一社会信用代码', empty: '没有这家单位。可以新增。', save: '保存企业', saved: (name: string) => `已保存 ${name}`, oneFile: '一企一档',
  caseOf: '案件', noCases: '没有案件。', phase: '阶段', no: '案号', newClue: '登记线索', facts: '登记信息',
  missing: (what: string) => `${what}没有填`, codeLength: (n: number) => `统一社会信用代码应为 18 位，现在是 ${n} 位`,
};
