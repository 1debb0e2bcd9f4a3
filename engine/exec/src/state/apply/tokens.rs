//! Events of tokens and loops.

use crate::event::Event;
use crate::ids::{ElementPath, ScopeId, TokenId};
use crate::state::{CaseState, Compensable, Place, Rounds, Token};

impl CaseState {
    pub(super) fn apply_to_tokens(&mut self, event: &Event) {
        match event {
            Event::TokenCreated { token, scope, element, handler_for } => {
                self.add_token(*token, *scope, element);
                if let Some(waiting) = handler_for {
                    self.tokens.get_mut(token).into_iter().for_each(|t| t.handler_for = Some(*waiting));
                    self.tokens.get_mut(waiting).into_iter().for_each(|t| t.pending += 1);
                }
            }
            Event::FlowTaken { flow, token, scope, to, .. } => {
                if !self.tokens.contains_key(token) {
                    self.add_token(*token, *scope, to);
                }
                self.place(*token, to, Some(flow.clone()), Place::Arriving);
            }
            Event::TokenMoved { token, to, .. } => self.place(*token, to, None, Place::Arriving),
            Event::NodeEntered { token, element } => {
                let flow = self.tokens.get(token).and_then(|token| token.flow.clone());
                self.place(*token, element, flow, Place::Active);
            }
            Event::NodeLeft { token, element, record } => {
                let Some(left) = self.tokens.get_mut(token) else { return };
                left.place = Place::Leaving;
                left.rounds = None;
                left.locals.clear();
                let kept = left.kept.take();
                let scope = left.scope;
                if let (Some(record), Some(scope)) = (record, self.scopes.get_mut(&scope)) {
                    self.next.record = self.next.record.max(*record);
                    scope.compensable.push(Compensable { record: *record, element: element.clone(), kept });
                }
            }
            Event::TokenEnded { token, .. } => self.remove_token(*token),
            Event::TokenParked { token, element } => {
                let Some(parked) = self.tokens.get_mut(token) else { return };
                parked.place = Place::Parked;
                if let Some(scope) = self.scopes.get_mut(&parked.scope) {
                    scope.parked.entry(element.clone()).or_default().push(*token);
                }
            }
            Event::Joined { token, element, merged } => {
                merged.iter().for_each(|merged| self.remove_token(*merged));
                self.unpark(*token);
                let flow = self.tokens.get(token).and_then(|token| token.flow.clone());
                self.place(*token, element, flow, Place::Active);
            }
            Event::LoopStarted { token, total, variables, .. } => {
                let rounds = Rounds { total: *total, items: variables.clone(), ..Rounds::default() };
                self.tokens.get_mut(token).into_iter().for_each(|token| token.rounds = Some(Box::new(rounds.clone())));
            }
            Event::LoopRoundEnded { token, output, .. } => {
                if let Some(rounds) = self.tokens.get_mut(token).and_then(|token| token.rounds.as_mut()) {
                    rounds.done += 1;
                    rounds.outputs.push(output.clone());
                }
            }
            _ => {}
        }
    }

    fn add_token(&mut self, id: TokenId, scope: ScopeId, element: &ElementPath) {
        self.next.token = self.next.token.max(id.0);
        let Some(around) = self.scopes.get_mut(&scope) else { return };
        around.tokens.insert(id);
        self.tokens.insert(id, Token::new(scope, element.clone()));
    }

    fn place(&mut self, id: TokenId, element: &ElementPath, flow: Option<ElementPath>, place: Place) {
        if let Some(token) = self.tokens.get_mut(&id) {
            token.element = element.clone();
            token.flow = flow;
            token.place = place;
            if place == Place::Arriving {
                token.rounds = None;
                token.locals.clear();
                token.kept = None;
            }
        }
    }

    fn unpark(&mut self, id: TokenId) {
        let Some(token) = self.tokens.get(&id).filter(|token| token.place == Place::Parked) else { return };
        let Some(scope) = self.scopes.get_mut(&token.scope) else { return };
        if let Some(parked) = scope.parked.get_mut(&token.element) {
            parked.retain(|other| *other != id);
            if parked.is_empty() {
                scope.parked.remove(&token.element);
            }
        }
    }

    fn remove_token(&mut self, id: TokenId) {
        self.unpark(id);
        let Some(token) = self.tokens.remove(&id) else { return };
        if let Some(scope) = self.scopes.get_mut(&token.scope) {
            scope.tokens.remove(&id);
        }
        if let Some(waiting) = token.handler_for.and_then(|waiting| self.tokens.get_mut(&waiting)) {
            waiting.pending = waiting.pending.saturating_sub(1);
        }
    }
}

impl Token {
    fn new(scope: ScopeId, element: ElementPath) -> Self {
        Token {
            scope,
            element,
            flow: None,
            place: Place::Arriving,
            waits: Vec::new(),
            children: Default::default(),
            rounds: None,
            locals: Default::default(),
            kept: None,
            pending: 0,
            handler_for: None,
        }
    }
}
