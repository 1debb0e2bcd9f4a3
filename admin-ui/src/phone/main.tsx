// The phone: officers in the field, heads approving. No component library, no nonce.
import '@/styles/base.css';
import '@/styles/parts.css';
import '@/styles/form.css';
import '@/styles/phone.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';
import { queries } from '@/api/queries';
import { SkinContext } from '@/form/skin';
import { plainSkin } from '@/form/skins/plain';
import { App } from '@/phone/App';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <SkinContext.Provider value={plainSkin}>
        <Router base="/phone"><App /></Router>
      </SkinContext.Provider>
    </QueryClientProvider>
  </StrictMode>,
);
