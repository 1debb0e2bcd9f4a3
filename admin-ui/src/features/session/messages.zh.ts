export const words = {
  product: '獬豸',
  about: '行政执法办案',
  title: '登录',
  pick: '选一个人进入演示',
  pickHint: '机关、人员、数据均为虚构。点一下就以这个人的身份登录，随时可以换人。',
  name: '用户名',
  password: '密码',
  enter: '登录',
  missing: '用户名和密码都要填。',
  wrong: '用户名或密码不对。',
  next: '故事的下一步由这个人办',
  onPhone: '多在手机上办理',
};
