export const words = {
  product: '獬豸', nav: '主导航',
  rail: { inbox: '待办', cases: '案件', clues: '线索', enterprises: '企业', limits: '期限', disclosure: '公开', causes: '违法行为', people: '机构与人员', incidents: '运行' },
  bases: '办案依据', signOut: '退出', admin: '管理', password: '修改密码', phone: '手机页面', notFound: '没有这一页。', toInbox: '去待办', law: '法条',
};
