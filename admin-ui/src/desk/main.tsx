// The desk: officers, heads, reviewers on a PC.
import { nonce } from '@/desk/csp';
import '@/styles/base.css';
import '@/styles/parts.css';
import '@/styles/form.css';
import '@/styles/desk.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zh from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { queries } from '@/api/queries';
import { App } from '@/desk/App';
import { theme } from '@/desk/theme';
import { SkinContext } from '@/form/skin';
import { antdSkin } from '@/form/skins/antd';

dayjs.locale('zh-cn');

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConfigProvider theme={theme} locale={zh} csp={{ nonce }}>
      <QueryClientProvider client={queries}>
        <SkinContext.Provider value={antdSkin}>
          <App />
        </SkinContext.Provider>
      </QueryClientProvider>
    </ConfigProvider>
  </StrictMode>,
);
