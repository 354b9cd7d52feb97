import type { Failure } from '../../../typings/contract'
import type { Visitor } from '../../support/browser-visitor'
import type { Answers } from './answers'
import {
  attempt,
  CHANNELS,
  DOWN,
  NEVER,
  NOTICE,
  PASSED,
  PENDING,
  refusedBy,
  session,
  started,
  UNUSABLE,
} from './answers'

/** A page in one state: how to get there, and the words by which it is known. */
export interface Screen {
  page: 'home' | 'consent' | 'channels' | 'verify' | 'result' | 'records'
  state: string
  answers: Answers
  query?: string
  /** What the person does first; `settled` has the texts of the page. */
  act?: (person: Visitor) => Promise<void>
  sees: string
}

const failure = (code: Failure['code'], retry: Failure['retry']) => ({
  failure: { code, retry, trace: '5f0c1a9e77d24b3c' },
})
const READ = { notice: NOTICE, open: session() }
const CHOICE = { notice: NOTICE, channels: CHANNELS }
const VISIT = 'sessionId=s1&channel=iauth'
const FORM = 'sessionId=s1&channel=face2&subject=1'
const BACK = 'sessionId=s1&attemptId=a1'
const ONE = 'sessionId=Zk3v9QmT7hXw2LrB5nYc4d'
const MANY = [
  session({ ...PASSED, id: 's3' }),
  session({ ...refusedBy('FACE_MISMATCH', 'final'), id: 's2', purpose: '申请电子健康卡' }),
  session({ id: 's1', purpose: '社会保障卡补领与信息变更登记' }),
  session({ id: 's0', status: 'erased', purpose: '门诊预约挂号' }),
]
const words = (person: Visitor, name: string, text: string) =>
  person.page.getByLabel(name).fill(text)

export const SCREENS: Screen[] = [
  { page: 'home', state: 'waiting', answers: { list: NEVER }, sees: '正在查看' },
  { page: 'home', state: 'unknown', answers: { list: [] }, sees: '未核验' },
  { page: 'home', state: 'known', answers: { list: [PASSED] }, sees: '已核验 张*' },

  { page: 'consent', state: 'waiting', answers: { notice: NEVER }, sees: '正在取回告知内容' },
  { page: 'consent', state: 'stopped', answers: { notice: DOWN }, sees: '没有连上' },
  { page: 'consent', state: 'reading', answers: READ, sees: '核验前，请您看一看' },
  {
    ...{ page: 'consent', state: 'unfolded', answers: READ, sees: '到期自动删除' },
    async act(person) {
      await person.tap('怎样查看、撤回和删除，展开')
      await person.tap('不想用这些方式，展开')
      await person.page.getByText('人工窗口').scrollIntoViewIfNeeded()
    },
  },
  {
    ...{ page: 'consent', state: 'agreeing', answers: { ...READ, open: NEVER }, sees: '正在打开' },
    act: (person) => person.tap('同意并继续'),
  },
  {
    ...{ page: 'consent', state: 'declined', answers: READ, sees: '您可以这样办理' },
    act: (person) => person.tap('不同意'),
  },

  { page: 'channels', state: 'waiting', answers: { channels: NEVER }, sees: '正在查看' },
  { page: 'channels', state: 'stopped', answers: { channels: DOWN }, sees: '没有连上' },
  { page: 'channels', state: 'choosing', answers: CHOICE, sees: '选一种方式核验' },
  {
    ...{ page: 'channels', state: 'too-old', answers: { ...CHOICE, channels: UNUSABLE } },
    sees: '请将微信更新到 6.5.9 以上。',
  },
  {
    ...{ page: 'channels', state: 'faceless', answers: CHOICE, sees: '显示全部方式' },
    act: (person) => person.tap('不使用人脸的方式'),
  },
  {
    ...{ page: 'channels', state: 'counter', answers: CHOICE, sees: '人工窗口' },
    async act(person) {
      await person.tap('去柜台办理')
      await person.page.getByText('人工窗口').scrollIntoViewIfNeeded()
    },
  },

  { page: 'verify', state: 'form', query: FORM, answers: {}, sees: '请填写身份证上的信息' },
  {
    ...{ page: 'verify', state: 'form-wrong', query: FORM, answers: {}, sees: '填错了' },
    async act(person) {
      await words(person, '姓名', 'Zhang')
      await words(person, '身份证号码', '110105194912310021')
      await person.tap('下一步')
    },
  },
  { page: 'verify', state: 'preparing', query: VISIT, answers: { start: NEVER }, sees: '请稍候' },
  { page: 'verify', state: 'ready', query: VISIT, answers: { start: started() }, sees: '准备好了' },
  {
    ...{ page: 'verify', state: 'ready-button', query: 'sessionId=s1&channel=realname' },
    answers: { start: started({ kind: 'realnameButton', categoryId: [99, 904] }) },
    sees: '授权实名信息',
  },
  {
    ...{ page: 'verify', state: 'stayed', query: VISIT, answers: { start: started() } },
    sees: '您还在这里',
    async act(person) {
      await person.tap('开始核验')
      await person.tap('取消')
    },
  },
  {
    ...{ page: 'verify', state: 'unavailable', query: VISIT, sees: '这次没有完成' },
    answers: { start: failure('CHANNEL_UNAVAILABLE', 'switch') },
  },
  {
    ...{ page: 'verify', state: 'too-often', query: VISIT, sees: '有点多了' },
    answers: { start: failure('RATE_LIMITED', 'final') },
  },
  { page: 'verify', state: 'back', query: BACK, answers: {}, sees: '您回来了' },
  {
    ...{ page: 'verify', state: 'checking', query: BACK, answers: { finish: NEVER } },
    sees: '不用重复操作',
    act: (person) => person.tap('查询结果'),
  },
  {
    ...{ page: 'verify', state: 'checking-5s', query: BACK, answers: { finish: NEVER } },
    sees: '一般不超过一分钟',
    async act(person) {
      await person.tap('查询结果')
      await person.wait(5000)
    },
  },
  {
    ...{ page: 'verify', state: 'checking-15s', query: BACK, answers: { finish: NEVER } },
    sees: '稍后查看',
    async act(person) {
      await person.tap('查询结果')
      await person.wait(15_000)
    },
  },
  {
    ...{ page: 'verify', state: 'cancelled', query: BACK, sees: '您退出了核验' },
    answers: { finish: session({ attempts: [attempt({ status: 'cancelled' })] }) },
    act: (person) => person.tap('查询结果'),
  },

  { page: 'result', state: 'waiting', query: ONE, answers: { get: NEVER }, sees: '正在取回结果' },
  { page: 'result', state: 'unreachable', query: ONE, answers: { get: DOWN }, sees: '没有连上' },
  {
    ...{ page: 'result', state: 'passed', query: ONE, sees: '到期自动删除' },
    answers: { get: PASSED, notice: NOTICE },
  },
  {
    ...{ page: 'result', state: 'retry', query: ONE, sees: '没有认出您的脸' },
    answers: { get: refusedBy('FACE_MISMATCH', 'retry') },
  },
  {
    ...{ page: 'result', state: 'switch', query: ONE, sees: '没有查到' },
    answers: { get: refusedBy('NO_RECORD', 'switch') },
  },
  {
    ...{ page: 'result', state: 'final', query: ONE, sees: '请到柜台办理' },
    answers: { get: refusedBy('FACE_MISMATCH', 'final') },
  },
  {
    ...{ page: 'result', state: 'help', query: ONE, sees: '念给对方' },
    answers: { get: refusedBy('LIVENESS_FAILED', 'retry') },
    async act(person) {
      await person.tap('需要帮助，展开')
      await person.page.getByText('编号', { exact: false }).last().scrollIntoViewIfNeeded()
    },
  },
  { page: 'result', state: 'pending', query: ONE, answers: { get: PENDING }, sees: '还在确认' },
  { page: 'result', state: 'open', query: ONE, answers: { get: session() }, sees: '还没有做完' },
  {
    ...{ page: 'result', state: 'expired', query: ONE, sees: '已经超时' },
    answers: { get: session({ status: 'expired' }) },
  },
  {
    ...{ page: 'result', state: 'cancelled', query: ONE, sees: '已经取消' },
    answers: { get: session({ status: 'cancelled' }) },
  },
  {
    ...{ page: 'result', state: 'erased', query: ONE, sees: '已经删除' },
    answers: { get: session({ status: 'erased' }) },
  },

  { page: 'records', state: 'waiting', answers: { list: NEVER }, sees: '正在取回您的核验记录' },
  { page: 'records', state: 'stopped', answers: { list: DOWN }, sees: '没有连上' },
  { page: 'records', state: 'empty', answers: { list: [] }, sees: '还没有核验记录' },
  { page: 'records', state: 'list', answers: { list: MANY }, sees: '社会保障卡' },
  {
    ...{ page: 'records', state: 'asking', answers: { list: MANY }, sees: '不能恢复' },
    act: (person) => person.page.getByRole('button', { name: '撤回同意并删除' }).first().tap(),
  },
  {
    ...{ page: 'records', state: 'not-erased', sees: '稍等一会儿' },
    answers: { list: MANY, erase: DOWN },
    async act(person) {
      await person.page.getByRole('button', { name: '撤回同意并删除' }).first().tap()
      await person.tap('确认删除')
    },
  },
]
