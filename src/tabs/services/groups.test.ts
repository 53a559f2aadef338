import { aCategory } from '../../testing/requests'
import { emergencyPhones, groupsOf } from './groups'

const gas = aCategory({
  code: 'gas',
  group: '紧急情况',
  emergency: [
    { name: '燃气抢修', number: '0999-0000777' },
    { name: '报警', number: '110' },
  ],
})

describe('the catalogue', () => {
  it('keeps the district’s order and never offers a form for an emergency', () => {
    const rows = [
      gas,
      aCategory({ code: 'a', group: '环境' }),
      aCategory({ code: 'b', group: '邻里' }),
      aCategory({ code: 'c', group: '环境' }),
    ]
    expect(groupsOf(rows).map(({ name, categories }) => [name, categories.map(({ code }) => code)])).toEqual([
      ['环境', ['a', 'c']],
      ['邻里', ['b']],
    ])
  })

  it('has the nationwide numbers without any answer from the network, and each number once', () => {
    expect(emergencyPhones([]).map(({ number }) => number)).toEqual(['110', '119', '120'])
    expect(emergencyPhones([gas, gas]).map(({ number }) => number)).toEqual(['110', '119', '120', '0999-0000777'])
  })
})
