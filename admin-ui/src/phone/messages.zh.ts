export const words = {
  readOnly: '已归档，证据只读。', nav: '主导航', inbox: '待办', cases: '案件', capture: '采集', enterprises: '企业', causes: '法条', chooseCase: '给哪个案件采集', law: '法条', back: '返回', notFound: '没有这一页。',
  parts: { evidence: '证据', documents: '文书', discretion: '裁量', limits: '期限', timeline: '时间线' } as Record<string, string>, takePhoto: '采集证据' };
