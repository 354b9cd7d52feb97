export const CONSENT_TEXTS = {
  title: '核验前，请您看一看',
  lead: '看完以后由您决定，不同意也能办理。',
  waiting: '正在取回告知内容',
  purpose: '用来做什么',
  data: '需要哪些信息',
  dataText: '姓名、身份证号码；选择刷脸时，还有面部信息。',
  recipients: '交给谁',
  recipientsText: '只交给您选的那一种方式的机构。',
  contact: '联系方式：',
  retention: '保存多久',
  rights: '怎样查看、撤回和删除',
  alternatives: '不想用这些方式',
  agree: '同意并继续',
  agreeing: '正在打开',
  decline: '不同意',
  declined: '您可以这样办理',
  declinedText: '您没有同意，我们没有收集任何信息。',
  reread: '再看一看告知',
  leave: '返回',
}

export const FRAME_TEXTS = { larger: '大字版', standard: '标准字号' }
