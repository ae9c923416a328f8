import { adzunaServer } from './formats/adzuna.ts'
import { arbeitnowServer } from './formats/arbeitnow.ts'
import { ashbyServer } from './formats/ashby.ts'
import { bamboohrServer } from './formats/bamboohr.ts'
import { breezyServer } from './formats/breezy.ts'
import { careerjetServer } from './formats/careerjet.ts'
import { greenhouseServer } from './formats/greenhouse.ts'
import { himalayasServer } from './formats/himalayas.ts'
import { hnHiringServer } from './formats/hn-hiring.ts'
import { jobicyServer } from './formats/jobicy.ts'
import { joobleServer } from './formats/jooble.ts'
import { leverServer } from './formats/lever.ts'
import { personioServer } from './formats/personio.ts'
import { pinpointServer } from './formats/pinpoint.ts'
import { recruiteeServer } from './formats/recruitee.ts'
import { reedServer } from './formats/reed.ts'
import { remoteokServer } from './formats/remoteok.ts'
import { remotiveServer } from './formats/remotive.ts'
import { ripplingServer } from './formats/rippling.ts'
import { rssServer } from './formats/rss.ts'
import { schemaOrgServer } from './formats/schema-org.ts'
import { smartrecruitersServer } from './formats/smartrecruiters.ts'
import { teamtailorServer } from './formats/teamtailor.ts'
import { weworkremotelyServer } from './formats/weworkremotely.ts'
import { workableServer } from './formats/workable.ts'
import { workdayServer } from './formats/workday.ts'
import type { PlatformServer } from './platform-server.ts'

/** Every platform's server, by name. */
export const platformServers: readonly PlatformServer[] = [
  adzunaServer,
  arbeitnowServer,
  ashbyServer,
  bamboohrServer,
  breezyServer,
  careerjetServer,
  greenhouseServer,
  himalayasServer,
  hnHiringServer,
  jobicyServer,
  joobleServer,
  leverServer,
  personioServer,
  pinpointServer,
  recruiteeServer,
  reedServer,
  remoteokServer,
  remotiveServer,
  ripplingServer,
  rssServer,
  schemaOrgServer,
  smartrecruitersServer,
  teamtailorServer,
  weworkremotelyServer,
  workableServer,
  workdayServer,
]
