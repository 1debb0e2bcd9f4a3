export const words = {
  title: '公开', plan: '公开计划', party: '当事人', no: '案号', state: '状态', on: '公开日', empty: '还没有作出决定的案件。', preview: '公众将看到的页面', field: '字段', value: '内容', action: '处理', show: '公开', hide: '隐去', rule: '规则', hidden: (title: string) => `隐去：${title}`, scan: '敏感信息扫描', hits: (n: number) => `命中 ${n} 处`, clean: '0 命中', auto: (day: string) => `${day} 09:00 自动公开`, stops: '决定被撤销、变更或者正在被复议、诉讼挂起时不会自动公开。', noRule: '没有规则的字段不会出现在公开页。', tasks: '要办的事', waiting: (role: string) => `等${role}`,
  noPreview: '还没有可以公开的内容。', cause: '违法行为',
};
