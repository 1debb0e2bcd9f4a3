export const words = {
  title: '时间线', kinds: { all: '全部', step: '法定步骤', evidence: '证据', document: '文书', system: '系统' }, chainOk: (rows: number) => `记录链完整，共 ${rows} 条`, chainBad: '记录链核对不通过，请立即报告管理员', head: '链首摘要', check: '重新核对', empty: '还没有记录。', system: '系统', seq: (n: number) => `第 ${n} 条`,
};
