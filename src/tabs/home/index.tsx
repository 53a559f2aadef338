import { View } from '@tarojs/components'
import { setElder, useElder } from '../../platform/device/elder'
import { useParams } from '../../platform/navigation/navigate'
import { scrollToTop } from '../../platform/navigation/scrolling'
import { useShare } from '../../platform/navigation/share'
import { Button } from '../../ui/input/button'
import { NavBar } from '../../ui/layout/nav-bar'
import { Screen } from '../../ui/layout/screen'
import { BranchesHere } from './branch-row'
import { DoorOffer } from './door-offer'
import { ElderWays } from './elder-home'
import { Entries } from './entries'
import { BindPrompt, FindPrompt } from './find-prompt'
import { HeadBand, Place } from './head-band'
import styles from './index.module.css'
import { LatestNotices } from './latest-notices'
import { MemberCard } from './member-card'
import { useNews } from './news/use-news'
import { ProposalOffer } from './proposal-offer'
import { StaffDoor } from './staff-door'
import { UnderWay } from './under-way'
import { useHome } from './use-home'

/** Renders the home tab: the grid member of this door, what is under way, the four entries, the branch at the door, notices. */
export default function HomeTab() {
  const { scene } = useParams('scene')
  const { elder } = useElder()
  const { door, of, underway, notices } = useHome()
  useShare('家门口党支部：找网格员，说事、办事', 'home')
  const { rows: news, proposals, putAway } = useNews(underway, door.signedIn)
  const underWay = { of: underway, signedIn: door.signedIn }
  const proposal = elder ? proposals[0] : undefined
  const lifted = !of.problem
  const turn = () => {
    setElder(!elder)
    // The button is at the page's end; what the other form of it begins with is at the top.
    scrollToTop()
  }
  return (
    <Screen
      of={of}
      nav={
        <NavBar brand>
          <Place door={door} card={of.value?.card} />
        </NavBar>
      }
      lifted={lifted}
      head={<HeadBand door={door} card={of.value?.card} lifted={lifted} />}
    >
      {({ card }) => (
        <>
          <View className={styles.first}>
            <DoorOffer scene={scene} homes={door.homes} />
            {card ? <MemberCard card={card} calm={proposal !== undefined} /> : <FindPrompt signedIn={door.signedIn} />}
          </View>
          {!door.home && <StaffDoor staff={door.me.value?.staff} />}
          {card && !door.home && door.looked && <BindPrompt buildingCode={door.looked.code} buildingName={door.looked.name} />}
          {elder ? (
            <>
              {proposal && <ProposalOffer of={proposal} decline={() => putAway(proposal.message.id)} />}
              {door.signedIn && <UnderWay {...underWay} news={news.filter(({ id }) => id !== proposal?.message.id)} most={1} />}
              <ElderWays card={card} />
            </>
          ) : (
            <>
              {news.length > 0 && <UnderWay {...underWay} news={news} />}
              <Entries grid={card?.code} />
              {news.length === 0 && <UnderWay {...underWay} news={news} />}
              {card && <BranchesHere branches={card.branches} />}
              {card && <LatestNotices of={notices} grid={card.code} />}
            </>
          )}
          <Button kind="quiet" icon="text-size" block onTap={turn}>
            {elder ? '回到普通版' : '长辈版：字大、更简单'}
          </Button>
        </>
      )}
    </Screen>
  )
}
