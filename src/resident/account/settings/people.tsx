import { consentNames } from '../../../parts/behalf/behalf'
import { useRead, useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { ListRow } from '../../../ui/display/list-row'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'

/** Renders the people the resident acts for, with what is kept of each and a way to have it removed; nothing while there is nobody. */
export function People() {
  const people = useRead('GET /v1/people', {})
  const remove = useSend('DELETE /v1/people/{id}', ['GET /v1/people'])
  const rows = people.value?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Card title="替办的人">
      <Words size={15} tone="second">
        替别人提诉求、约服务时记下的，只有您看得到；移走就删掉。替他提过、约过的都还在。
      </Words>
      {rows.map(({ id, name, relation, phone, home, consent }) => (
        <ListRow
          key={id}
          title={`${name}（${relation}）`}
          line={[
            phone,
            home && [home.building.name, home.unit, home.room].filter(Boolean).join(' '),
            `${moment(consent.at)} ${consentNames[consent.how]}`,
          ]
            .filter(Boolean)
            .join(' · ')}
          end={
            <Button kind="quiet" small label={`移走${name}`} busy={remove.sending} onTap={() => remove.send({ params: { id } })}>
              移走
            </Button>
          }
        />
      ))}
      {remove.problem && (
        <Announce urgent seen>
          {remove.problem.detail}
        </Announce>
      )}
    </Card>
  )
}
