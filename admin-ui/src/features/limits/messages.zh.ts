export const words = {
  title: '期限', running: (n: number) => `运行中 ${n} 个`, red: '逾期或剩 1 个工作日', yellow: '剩 3 个工作日或 10 日以内', green: '正常', today: '虚线是今天', left: '剩余', limit: '期限', kase: '案件', bar: '起、今、止', due: '到期', basis: '依据 / 责任人', how: '怎么算的', start: '起算（不计入）', end: '届满',
  empty: '没有运行中的期限。', endsAt: (day: string) => `${day} 届满`, responsible: '责任人', openCase: '打开案件', states: { running: '运行中', met: '已完成', over: '已届满', ended: '已结束', suspended: '已暂停' }, provisional: '这个期限算到了还没有载入放假安排的年份，结果是暂定的。', scope: { open: '运行中', all: '全部' }, state: '状态', dueDay: '到期日', counted: '按法律规定逐日计算，放假安排变化时自动重算。',
};
