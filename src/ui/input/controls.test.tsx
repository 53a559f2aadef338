import { fireEvent, screen } from '@testing-library/react'
import { show } from '../../testing/show'
import { Button } from './button'
import { Choice } from './choice'
import { Field } from './field'
import { ListRow } from '../display/list-row'
import { PickerRow } from './picker-row'
import { SwitchRow } from './switch-row'

describe('a button', () => {
  test.each([
    ['free', {}, 1],
    ['busy', { busy: true }, 0],
    ['off', { disabled: true }, 0],
    ['off with its reason', { why: '今天的名额满了' }, 0],
  ])('%s: a tap counts %s', (_, state, taps) => {
    const tap = jest.fn()
    show(
      <Button onTap={tap} {...state}>
        预约
      </Button>,
    )
    fireEvent.click(screen.getByRole('button', { name: /预约/ }))
    expect(tap).toHaveBeenCalledTimes(taps)
  })

  test('is called what stands on it, whatever else its longer name says', () => {
    show(
      <>
        <Button label="漏水的水管">接着写</Button>
        <Button label="取号：量血压">取号</Button>
      </>,
    )
    expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual(['接着写，漏水的水管', '取号：量血压'])
  })

  test('that cannot be used says why, also to a screen reader', () => {
    show(<Button why="今天的名额满了">预约</Button>)
    const button = screen.getByRole('button', { name: '预约，今天的名额满了' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getByText('今天的名额满了')).toBeTruthy()
  })
})

describe('a field', () => {
  test('is named by its label, begins with the draft and tells what is typed', () => {
    const typed = jest.fn()
    show(<Field label="楼栋" initial="3 号" onText={typed} />)
    const box = screen.getByRole('textbox', { name: '楼栋' })
    expect(box).toHaveProperty('value', '3 号')
    fireEvent.input(box, { target: { value: '3 号楼' } })
    expect(typed).toHaveBeenCalledWith('3 号楼')
  })

  test('keeps what was typed when it is drawn again, and begins anew with a new revision', () => {
    const field = (revision: number, error?: string) => (
      <Field label="楼栋" initial="模板" revision={revision} error={error} onText={() => undefined} />
    )
    const { rerender } = show(field(0))
    fireEvent.input(screen.getByRole('textbox'), { target: { value: '自己写的' } })
    rerender(field(0, '请写明楼栋'))
    expect(screen.getByRole('textbox')).toHaveProperty('value', '自己写的')
    expect(screen.getByRole('alert').textContent).toBe('请写明楼栋')
    rerender(field(1))
    expect(screen.getByRole('textbox')).toHaveProperty('value', '模板')
  })
})

describe('a field for a phone number', () => {
  test('takes what a contact list pastes, and is no number that arrows count up', () => {
    const typed = jest.fn()
    show(<Field label="电话" kind="phone" onText={typed} />)
    const box = screen.getByRole('textbox', { name: '电话' })
    expect(box.getAttribute('type')).not.toBe('number')
    const pasted = '\u202D+86 (010) 6234 5678 转 801\u202C'
    expect(pasted.length).toBeLessThanOrEqual(Number(box.getAttribute('maxlength')))
    fireEvent.input(box, { target: { value: pasted } })
    expect(typed).toHaveBeenCalledWith(pasted)
  })
})

describe('a choice', () => {
  const options = [
    { value: 'a', label: '没有修好' },
    { value: 'b', label: '太慢', help: '今天不能选', disabled: true },
    { value: 'c', label: '态度不好' },
  ] as const

  test('of one says which is chosen and passes a closed option over', () => {
    const choose = jest.fn()
    show(<Choice label="原因" options={options} value="a" onChange={choose} />)
    expect(screen.getByRole('radio', { checked: true, name: '没有修好' })).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: '太慢，今天不能选' }))
    expect(choose).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('radio', { name: '态度不好' }))
    expect(choose).toHaveBeenCalledWith('c')
  })

  test('of several adds and takes away', () => {
    const choose = jest.fn()
    show(<Choice label="原因" multiple options={options} value={['a']} onChange={choose} />)
    fireEvent.click(screen.getByRole('checkbox', { name: '态度不好' }))
    fireEvent.click(screen.getByRole('checkbox', { name: '没有修好' }))
    expect(choose.mock.calls).toEqual([[['a', 'c']], [[]]])
  })
})

test('a wheel tells which of its options was picked', () => {
  const pick = jest.fn()
  show(<PickerRow label="类别" value={undefined} options={['照明', '噪声']} onPick={pick} />)
  expect(screen.getByRole('button', { name: '类别，请选择' })).toBeTruthy()
  fireEvent.change(screen.getByRole('combobox'), { target: { value: '1' } })
  expect(pick).toHaveBeenCalledWith(1)
})

test('a switch says its state and turns to the other', () => {
  const change = jest.fn()
  show(<SwitchRow title="长辈版" on={false} onChange={change} />)
  const row = screen.getByRole('switch', { name: '长辈版', checked: false })
  fireEvent.click(row)
  expect(change).toHaveBeenCalledWith(true)
})

test('a row is one thing to tap, read as title, context, time', () => {
  show(<ListRow title="楼道灯坏了" line="今天 18:00 前答复您" time="09:12" onTap={() => undefined} />)
  expect(screen.getByRole('button', { name: '楼道灯坏了，09:12，今天 18:00 前答复您' })).toBeTruthy()
})

test('the help of a field stays beside its error: who reads it is to be known while it is put right', () => {
  show(<Field label="理由" help="内部，居民看不到" error="这里不能空着" onText={() => undefined} />)
  expect(screen.getByText('这里不能空着')).toBeTruthy()
  expect(screen.getByText('内部，居民看不到')).toBeTruthy()
})
