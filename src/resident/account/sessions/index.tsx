import { useState } from 'react'
import { useRead, useSend } from '../../../platform/api/query'
import type { Value } from '../../../platform/api/result'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { moment } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Sheet } from '../../../ui/layout/sheet'
import { Words } from '../../../ui/display/words'

type Session = Value<'GET /v1/sessions'>['rows'][number]

/** Renders the devices the account is signed in on; another device can be signed out here. */
export default function Sessions() {
  const sessions = useRead('GET /v1/sessions', {})
  const [ending, setEnding] = useState<Session>()
  return (
    <Screen of={sessions}>
      {({ rows }) => (
        <>
          <Card>
            {rows.map((session) => (
              <ListRow
                key={session.id}
                title={session.device}
                line={`${moment(session.lastSeenAt)} 用过 · ${moment(session.createdAt)} 登录`}
                end={
                  session.current ? (
                    <Chip tone="done">这台</Chip>
                  ) : (
                    <Button small label={`让${session.device}退出`} onTap={() => setEnding(session)}>
                      退出
                    </Button>
                  )
                }
              />
            ))}
          </Card>
          <Words size={15} tone="second">
            看到不是您的设备，请让它退出，再到“我的”里退出并重新登录。
          </Words>
          <EndSession session={ending} onClose={() => setEnding(undefined)} />
        </>
      )}
    </Screen>
  )
}

function EndSession({ session, onClose }: { session: Session | undefined; onClose: () => void }) {
  const end = useSend('DELETE /v1/sessions/{id}', ['GET /v1/sessions'])
  if (!session) return null
  const go = async () => {
    if ((await end.send({ params: { id: session.id } })).ok) onClose()
  }
  return (
    <Sheet open title={`让“${session.device}”退出？`} onClose={onClose}>
      <Words tone="second">那台设备马上不能再用您的身份，它上面再打开时要重新登录。</Words>
      {end.problem && (
        <Announce urgent seen>
          {end.problem.detail}
        </Announce>
      )}
      <Button kind="danger" block busy={end.sending} onTap={go}>
        让它退出
      </Button>
      <Button kind="quiet" block onTap={onClose}>
        不退出
      </Button>
    </Sheet>
  )
}
