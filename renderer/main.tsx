import '@fontsource-variable/inter/wght.css'
import './styles/tokens.css'
import './styles/reset.css'
import './styles/words.css'
import { createRoot } from 'react-dom/client'
import { must } from '../shared/model/result.ts'
import { App } from './app/App.tsx'
import { openOverHttp } from './client/over-http.ts'
import { openOverIpc } from './client/over-ipc.ts'
import { connect } from './state/connection.ts'
import { startTheme } from './styles/theme.ts'

startTheme()
connect(window.parley ? openOverIpc(window.parley) : openOverHttp(location.origin), window)
createRoot(must(document.getElementById('app'), 'the element to draw into')).render(<App />)
