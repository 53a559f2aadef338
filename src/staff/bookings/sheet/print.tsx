import { ruleWords } from '@doorstep/contract/rule-words'
import { useState } from 'react'
import { urlToShare, canOpenUrl, openUrl } from '../../../platform/device/open-url'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Sheet } from '../../../ui/layout/sheet'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { useOnly } from '../parts/use-only'

const things = [
  { what: 'sheet', label: '这一天的当日表', help: '谁几点来，贴在窗口边' },
  { what: 'poster', label: '签到码海报', help: '贴在门口，居民到了自己扫码签到、取号' },
] as const

/** Renders printing: a page that is valid for ten minutes, opened in a browser; WeChat copies its address for a computer with a printer. */
export function Print({ venue, day }: { venue: string; day: string }) {
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const only = useOnly(venue, open)
  const print = useSend('POST /v1/staff/venues/{code}/prints')
  const make = async (what: (typeof things)[number]['what']) => {
    setSaid('')
    const result = await print.send({ params: { code: venue }, body: { what, day } })
    if (!result.ok) return
    const shown = await openUrl(urlToShare(result.value.url))
    if (!shown.ok) setSaid(shown.problem.detail)
    else if (shown.value === 'copied') setSaid(ruleWords.printCopied)
    else setOpen(false)
  }
  return (
    <>
      <Button onTap={() => setOpen(true)}>打印</Button>
      <Sheet open={open} title="打印" onClose={() => setOpen(false)}>
        <Stack>
          {!canOpenUrl && (
            <Words size={15} tone="second">
              手机上不能直接打印：点一下复制地址，在电脑的浏览器里打开就能打印。
            </Words>
          )}
          {things
            .filter(({ what }) => what === 'sheet' || only === null)
            .map(({ what, label, help }) => (
              <Stack key={what} gap={4}>
                <Button block busy={print.sending} onTap={() => make(what)}>
                  {label}
                </Button>
                <Words size={13} tone="third">
                  {help}
                </Words>
              </Stack>
            ))}
          {print.problem && (
            <Announce urgent seen>
              {print.problem.detail}
            </Announce>
          )}
          <Announce seen={said !== ''}>{said}</Announce>
        </Stack>
      </Sheet>
    </>
  )
}
