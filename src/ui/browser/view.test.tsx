import { act, fireEvent, render, screen } from '@testing-library/react'
import { Text, View } from './view'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

test('a style written as WeChat takes it sets the same properties', () => {
  render(<View id="root" style="--fs:1.3;--top:20px;margin-top: 4px" />)
  const { style } = document.getElementById('root') as HTMLElement
  expect([style.getPropertyValue('--fs'), style.getPropertyValue('--top'), style.marginTop]).toEqual(['1.3', '20px', '4px'])
})

test('what only WeChat knows is no attribute, and text stands in the line', () => {
  render(
    <View catchMove hoverClass="none" className="mask">
      <Text userSelect>灯坏了</Text>
    </View>,
  )
  expect(screen.getByText('灯坏了').outerHTML).toBe('<span>灯坏了</span>')
  expect(screen.getByText('灯坏了').parentElement?.getAttributeNames()).toEqual(['class'])
})

test('it looks pressed while a finger is on it, and a moment longer', () => {
  const touched = jest.fn()
  render(<View className="row" hoverClass="pressed" role="button" onClick={touched} onTouchStart={touched} />)
  const row = screen.getByRole('button')
  const pass = (ms: number) => act(() => jest.advanceTimersByTime(ms))
  fireEvent.touchStart(row)
  pass(49)
  expect(row.className).toBe('row')
  pass(1)
  expect(row.className).toBe('row pressed')
  fireEvent.touchEnd(row)
  fireEvent.click(row)
  expect(touched).toHaveBeenCalledTimes(2)
  pass(399)
  expect(row.className).toBe('row pressed')
  pass(1)
  expect(row.className).toBe('row')
})
