import type { Stage } from './stage'

/** The way that everybody hopes for. */
export function passed(stage: Stage): void {
  test('end to end · the person is known, masked, on the result and at home', async () => {
    const { person, house } = stage
    await person.open({ openid: 'passed' })
    await person.sees('未核验')
    await person.toReady()
    await person.jump()
    await person.goBack()
    await person.sees('核验通过')
    const words = await person.words()
    expect(words).toContain('张*')
    expect(words).toContain('110105********002X')
    expect(await person.page.content()).not.toMatch(/张三|11010519491231002X/)
    const [finish] = person.actionsMade('finish')
    // what the storage is searched for after every flow
    const signature = expect.stringMatching(/^[\w+/]{60,}=*$/)
    const wanted = [finish?.evidence?.token ?? 'none', signature]
    expect([...person.secrets]).toEqual(expect.arrayContaining(wanted))
    await person.tap('完成')
    await person.sees('已核验 张*')
    const [session] = await house.call('passed', 'list', {})
    expect(session).toMatchObject({ status: 'passed', attempts: [{ status: 'passed' }] })
  })
}
