import { useState } from 'react'
import { useMe } from '../../platform/api/me'
import { useSend } from '../../platform/api/query'
import { urlToShare, canOpenUrl, openUrl } from '../../platform/device/open-url'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { setsRules } from '../parts/venue-doors'

/** Renders the link to the wall display (大屏): opened in a browser; WeChat copies its address for the computer that drives the screen. */
export function Wall({ venue, wallKey }: { venue: string; wallKey: string | null }) {
  const { value: me } = useMe()
  const [said, setSaid] = useState('')
  const address = urlToShare(`/v1/venues/${venue}/display${wallKey === null ? '' : `?wall=${wallKey}`}`)
  const open = async () => {
    const result = await openUrl(address)
    if (!result.ok) setSaid(result.problem.detail)
    else if (result.value === 'copied') setSaid('地址已复制，发到接大屏的电脑，用浏览器打开')
  }
  return (
    <Card title="大屏叫号">
      <Stack gap={8}>
        <Words size={15} tone="second">
          {`在大厅的屏幕上显示叫到几号${wallKey === null ? '' : '和签到码'}，自己会更新，不显示姓名。`}
        </Words>
        {!canOpenUrl && <Words size={15}>{address}</Words>}
        <Button block onTap={open}>
          {canOpenUrl ? '打开大屏' : '复制地址'}
        </Button>
        <Announce seen={said !== ''}>{said}</Announce>
        {wallKey !== null && setsRules(me) && <Renew venue={venue} />}
      </Stack>
    </Card>
  )
}

/** Renders the button that renews the address of the display, once it was said what becomes of the old one. */
function Renew({ venue }: { venue: string }) {
  const [sure, setSure] = useState(false)
  const [done, setDone] = useState(false)
  const renew = useSend('POST /v1/staff/venues/{code}/wall-keys', ['GET /v1/staff/venues'])
  const tap = async () => {
    if (!sure) {
      setDone(false)
      setSure(true)
      return
    }
    const result = await renew.send({ params: { code: venue } })
    setSure(false)
    setDone(result.ok)
  }
  return (
    <>
      {sure && (
        <Words size={15} tone="second">
          地址被外人拿到了才要换。换了以后，原来的屏马上不再显示签到码，要把新地址放上去；墙上的海报不用换。
        </Words>
      )}
      <Button block kind={sure ? 'danger' : 'quiet'} busy={renew.sending} onTap={tap}>
        {sure ? '确定换地址' : '换一个地址'}
      </Button>
      <Announce seen={done}>{done ? '地址换好了，请把新的放到大屏上' : ''}</Announce>
      {renew.problem && (
        <Announce urgent seen>
          {renew.problem.detail}
        </Announce>
      )}
    </>
  )
}
