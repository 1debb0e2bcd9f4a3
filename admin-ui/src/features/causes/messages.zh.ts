export const words = { title: '违法行为', search: '名称、条款', on: (day: string) => `${day} 有效的条目`, name: '违法行为', violated: '违反', penal: '罚则', amount: '幅度', valid: '有效期', empty: '没有符合的条目。' };
