//! Texts with facts in braces: `罚款 {decision.fine} 元`.

/// The paths between braces, in order.
pub fn paths(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(path, _)| path))
}

/// The text with what `value` says of each path. What is put in is never read as a path itself; a brace without its partner stays.
pub fn filled(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((path, behind)) = after.split_once('}') else { break };
        said.push_str(before);
        said.push_str(&value(path));
        rest = behind;
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_is_replaced_once_and_nothing_else() {
        let text = "罚款 {a.b} 元，{c}{d";
        assert_eq!(paths(text).collect::<Vec<_>>(), ["a.b", "c"]);
        assert_eq!(filled(text, |path| format!("<{path}{{c}}>")), "罚款 <a.b{c}> 元，<c{c}>{d");
    }
}
