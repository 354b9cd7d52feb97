/** The line of steps over the pages. */
export const STEPS = ['填写', '前往', '结果']

export const VERIFY_TEXTS = {
  preparing: '正在准备，请稍候',
  ready: '准备好了',
  start: '开始核验',
  realname: '授权实名信息',
  away: '正在另一边核验',
  awayText: '做完以后会自动回到这里。',
  back: '您回来了',
  backText: '如果已经做完，请点“查询结果”。',
  ask: '查询结果',
  goAgain: '重新前往',
  stayed: '您还在这里，想去的时候再点一次。',
  notOpened: '没有打开，请再点一次，或者换一种方式。',
  refreshed: '时间有点久，已为您重新准备。',
  checking: '正在确认结果',
  checkingText: '请稍候，不用重复操作。',
  slowText: '正在等核验机构答复，一般不超过一分钟。',
  leaveText: '可以先离开，结果会保存在“我的核验记录”里。',
  leave: '稍后查看',
  stopped: '这次没有完成',
  cancelled: '您退出了核验',
  retry: '再试一次',
  change: '换一种方式',
  restart: '重新开始',
  done: '完成',
}
