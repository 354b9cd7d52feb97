import type { SessionStatus } from '../../../typings/contract'

/** What a status is called in the list. */
export const STATUS_TEXTS: Record<SessionStatus, string> = {
  open: '进行中',
  passed: '已通过',
  failed: '没有通过',
  cancelled: '已取消',
  expired: '已超时',
  erased: '已删除',
}

export const RESULT_TEXTS = {
  waiting: '正在取回结果',
  passed: '核验通过',
  passedText: '已经确认是您本人。',
  failed: '没有通过',
  pending: '还在确认',
  pendingText: '核验机构还没有答复，您可以先去忙别的。',
  pendingNext: '结果会保存在“我的核验记录”里。',
  open: '还没有做完',
  openText: '这次核验还没有做完。',
  openNext: '可以接着做，再试一次。',
  cancelled: '已经取消',
  cancelledText: '这次核验已经取消，没有留下结果。',
  expired: '已经超时',
  erased: '已经删除',
  erasedText: '您的姓名、证件号码和核验材料都已清除。',
  unknown: '没有取到结果',
  name: '姓名',
  idNumber: '证件号码',
  time: '时间',
  purpose: '用途',
  kept: '保存期限',
  tries: '已试次数',
  help: '需要帮助',
  helpText: '请联系工作人员，把下面的编号念给对方。',
  trace: '编号',
  again: '查看最新结果',
}

export const RECORDS_TEXTS = {
  waiting: '正在取回您的核验记录',
  empty: '还没有核验记录',
  emptyText: '核验以后，可以在这里查看和删除。',
  more: '查看更早的',
  see: '查看',
  erase: '撤回同意并删除',
  eraseText: '删除后，姓名、证件号码和核验材料都会清除，不能恢复。',
  eraseNext: '以后需要时，可以重新核验。',
  keep: '先不删除',
  confirm: '确认删除',
  erased: '已经删除',
}
