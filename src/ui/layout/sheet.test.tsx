import { fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { show } from '../../testing/show'
import { Button } from '../input/button'
import { Field } from '../input/field'
import { Sheet } from './sheet'

// jsdom lays nothing out: here everything is visible.
beforeEach(() => void jest.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList))
afterEach(() => void jest.restoreAllMocks())

function Page({ asks }: { asks: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onTap={() => setOpen(true)}>补充</Button>
      <Sheet open={open} title="补充说明" onClose={() => setOpen(false)}>
        {asks && <Field label="写一写" onText={() => undefined} />}
        <Button>发送</Button>
      </Sheet>
    </>
  )
}

function opened(asks: boolean) {
  show(<Page asks={asks} />)
  const opener = screen.getByRole('button', { name: '补充' })
  opener.focus()
  fireEvent.click(opener)
  return opener
}

test('a sheet begins in its field; Esc closes it and gives the focus back', () => {
  const opener = opened(true)
  expect(document.activeElement).toBe(screen.getByRole('textbox'))
  fireEvent.keyDown(document, { key: 'Escape' })
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(opener)
})

test('Esc takes back what an input method composes, not the sheet it is written in', () => {
  opened(true)
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape', isComposing: true })
  expect(screen.getByRole('dialog')).toBeTruthy()
})

test('a sheet without a field has the focus itself', () => {
  opened(false)
  expect(document.activeElement).toBe(screen.getByRole('dialog'))
})

test('Tab turns inside the sheet', () => {
  opened(true)
  const [first, last] = [screen.getByRole('button', { name: '关闭' }), screen.getByRole('button', { name: '发送' })]
  last.focus()
  fireEvent.keyDown(document, { key: 'Tab' })
  expect(document.activeElement).toBe(first)
  fireEvent.keyDown(document, { key: 'Tab', shiftKey: true })
  expect(document.activeElement).toBe(last)
  // As when the button that had it is gone.
  last.blur()
  fireEvent.keyDown(document, { key: 'Tab' })
  expect(document.activeElement).toBe(first)
})
