export const words = {
  title: '裁量计算书', version: (n: number) => `第 ${n} 版`, current: '当前', fine: '拟处罚款', floor: (text: string) => `${text} 下限`, ceiling: (text: string) => `${text} 上限`, here: (text: string) => `本案 ${text}`,
  locked: '金额不能填写，也没有可以填写的地方。要改变结果，只能补充或撤下有证据的情节，由系统重新计算成新的一版；每一版都留在卷里。',
  factors: '情节与证据', table: (name: string) => `参数 ${name}`, factor: '情节', fact: '认定的事实', option: '对应的档', evidence: '证据', adds: '加', points: (points: string) => `${points} 个百分点`,
  others: (text: string) => `其他档：${text}`, notCounted: { 'no-evidence': '未计入：没有证据', 'wrong-kind': '未计入：证据种类不符', 'not-chosen': '未确定' } as Record<string, string>, noOption: '未确定', how: '怎么算出来的', unrounded: '取整前', clamped: '封顶封底', notClamped: '在幅度之内，未触发', clampedBy: (text: string) => `已触发：${text}`,
  penal: '罚则', compare: '新旧法比较', applied: '适用', old: '行为时的法', new: '现行法', result: '比较结果', newApplies: '新法较轻，适用新法', oldApplies: { equal: '结果相同，适用行为时的法', heavier: '新法较重，适用行为时的法' } as Record<string, string>,
  next: '接下来的程序', need: '需要', noNeed: '不需要', versions: '版本', digest: '摘要', tableDigest: '参数表', scriptDigest: '计算规则', because: (cause: string) => `因${cause}`, cannot: '还不能计算', none: '还没有计算书。先填行为日期、绑定情节。',
  flags: { hearing: '听证告知', panel: '集体讨论', summary: '当场处罚', detention: '移送拘留', crime: '涉嫌犯罪移送' } as Record<string, string>, actDay: (day: string) => `行为日 ${day}`, entry: '适用条目', factNames: {} as Record<string, string>,
};
