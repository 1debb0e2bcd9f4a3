//! Parallel gateway: waits for one token on every incoming flow, then leaves by every outgoing flow. Conditions mean nothing to it.
//!
//!   entered ──▶ parked ──(one on every flow)──▶ joined ──▶ all flows taken

use super::join;
use crate::event::Ending;
use crate::run::{Done, Here, Run};

pub(super) fn enter(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    if here.node.incoming.len() > 1 {
        join::park(run, here);
        let waiting = join::waiting(run, here);
        if waiting.iter().any(Vec::is_empty) {
            return Ok(());
        }
        let token = join::merge(run, here, &waiting);
        return leave(run, &Here { token, ..*here });
    }
    leave(run, here)
}

fn leave(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    if here.node.outgoing.is_empty() {
        run.end_token(here.token, Ending::Completed);
        return Ok(());
    }
    let all: Vec<_> = here.node.outgoing.iter().map(|flow| (*flow, None)).collect();
    run.take_flows(here, &all)
}

#[cfg(test)]
mod tests {
    use crate::testing::Play;

    #[test]
    fn it_waits_for_every_branch() {
        let mut case = Play::of(
            r#"<startEvent id="s"/>
            s -> fork
            <parallelGateway id="fork"/>
            fork -> a
            fork -> b
            <userTask id="a"/>
            <userTask id="b"/>
            a -> join
            b -> join
            <parallelGateway id="join"/>
            join -> c
            <userTask id="c"/>"#,
        );
        assert_eq!(case.open(), "a b");
        case.does("b");
        assert_eq!(case.open(), "a");
        case.does("a");
        assert_eq!(case.open(), "c");
        case.does("c");
        assert!(case.is_over());
    }
}
