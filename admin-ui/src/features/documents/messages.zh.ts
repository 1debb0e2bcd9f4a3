export const words = {
  title: '文书', empty: '还没有文书。办到生成文书的步骤时，会出现在这里。', life: '从草稿到生效', signed: '签名', number: '编号', made: '生成', frozenNote: '已冻结，不能再改', frozenText: '文书冻结并记入案卷。发现笔误，另作补正文书；决定有错，走变更或撤销。',
  draftNote: '这是草稿', draftText: '内容来自案件数据，随案件变化；冻结后不能再改。', download: '下载', print: '在新窗口打开', version: (n: number) => `第 ${n} 稿`,
  states: { void: '作废', draft: '草稿', frozen: '已冻结', sealed: '已用印', served: '已送达' }, waitingSeal: '已签发，等待用印：恢复后自动用印。请不要重新签发。', list: '案卷文书', read: '看全文',
};
