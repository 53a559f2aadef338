import { organisationKindNames, organisationKinds, type OrganisationKind } from '@doorstep/contract/organisation-words'
import { longestName } from '@doorstep/contract/people/names-and-phones'
import { askBuilding } from '../../../platform/place/current-grid'
import { useSend } from '../../../platform/api/query'
import { backTo } from '../../../platform/navigation/navigate'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf, filledIn, type FieldErrors } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { ListRow } from '../../../ui/display/list-row'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { Field, FieldBlock } from '../../../ui/input/field'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'

interface Form extends Record<string, unknown> {
  name: string
  kind: OrganisationKind | ''
  buildingCode: string
  buildingName: string
  premises: string
  contactName: string
  position: string
}
const emptyForm: Form = { name: '', kind: '', buildingCode: '', buildingName: '', premises: '', contactName: '', position: '' }

const missingIn = (form: Form): FieldErrors => ({
  ...(form.name.trim().length < 2 && { name: '请写单位的名称' }),
  ...(form.kind === '' && { kind: '请选一种' }),
  ...(form.buildingCode === '' && { buildingCode: '请选单位在哪栋楼' }),
  ...(form.contactName.trim() === '' && { contactName: '请写您的姓名，网格员好核实' }),
  ...(form.position.trim() === '' && { position: '请写您的职务，例如 店长' }),
})

/** Renders the form that registers an organisation with its premises and the resident as its first contact. */
export default function Register() {
  const { draft, errors, setErrors } = useErrors(useDraft('organisations.register', emptyForm), missingIn)
  const register = useSend('POST /v1/organisations', ['GET /v1/organisations'])
  const { values } = draft
  const choose = async () => {
    const building = await askBuilding()
    if (building) draft.set({ buildingCode: building.code, buildingName: building.name })
  }
  const submit = async () => {
    const { kind, name, buildingCode, premises, contactName, position } = draft.now()
    const missing = missingIn(draft.now())
    setErrors(missing)
    if (kind === '' || Object.keys(missing).length > 0) return
    const result = await register.send({ body: { name, kind, buildingCode, premises: filledIn(premises), contactName, position } })
    if (!result.ok) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    void backTo('organisations/list')
  }
  return (
    <Screen
      bar={
        <Button kind="primary" busy={register.sending} onTap={submit}>
          登记，请网格员核实
        </Button>
      }
    >
      <Card>
        <Field label="单位名称" max={40} initial={values.name} onText={(name) => draft.note({ name })} error={errors.name} />
        <Choice
          label="是哪种单位"
          options={organisationKinds.map((kind) => ({ value: kind, label: organisationKindNames[kind] }))}
          value={values.kind === '' ? undefined : values.kind}
          onChange={(kind) => draft.set({ kind })}
          error={errors.kind}
        />
        <FieldBlock label="在哪栋楼" error={errors.buildingCode}>
          <ListRow
            title={values.buildingName === '' ? '还没选是哪栋楼' : values.buildingName}
            quiet={values.buildingName === ''}
            end={
              <Button kind="quiet" small label={values.buildingName === '' ? '选一栋楼' : '换一栋楼'} onTap={choose}>
                {values.buildingName === '' ? '选一栋' : '换一栋'}
              </Button>
            }
          />
        </FieldBlock>
        <Field
          label="门店或房间"
          optional
          placeholder="例如 底商 3 号"
          max={40}
          initial={values.premises}
          onText={(premises) => draft.note({ premises })}
          error={errors.premises}
        />
      </Card>
      <Card>
        <Field
          label="您的姓名"
          help="单位的其他联系人、网格员和办理人看得到"
          max={longestName}
          initial={values.contactName}
          onText={(contactName) => draft.note({ contactName })}
          error={errors.contactName}
        />
        <Field
          label="您的职务"
          placeholder="例如 店长"
          max={20}
          initial={values.position}
          onText={(position) => draft.note({ position })}
          error={errors.position}
        />
      </Card>
      {register.problem && (
        <Announce urgent seen>
          {register.problem.detail}
        </Announce>
      )}
    </Screen>
  )
}
