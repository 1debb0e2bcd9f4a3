export const words = {
  title: '法条',
  close: '关闭法条',
  source: '来源',
  notStored: '这一条的原文没有收录。',
  on: (day: string) => `按 ${day} 适用的文本`,
};
