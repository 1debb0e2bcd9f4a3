//! Families in which many elements share what is large: each alone is cheap, together they would take time or memory that grows
//! with the square of the file. Written for the places of the engine where they once did.

use super::{Family, HEAD, TAIL, each, process};

pub(super) const FAMILIES: [Family; 22] = [
    ("one timer of many events", timers),
    ("one event of many triggers", triggers),
    ("links to one definition", links),
    ("many children asked for", children),
    ("many processes", |size, _| {
        let one = |n| format!("<process id='p{n}'><task id='t{n}'/></process>");
        root(&each("", size * 1_500, "", one))
    }),
    ("flows between two joins", |size, _| {
        let flow = |n| {
            format!(
                "<sequenceFlow id='x{n}' sourceRef='a' targetRef='b'/><sequenceFlow id='y{n}' sourceRef='b' targetRef='a'/>"
            )
        };
        process(&each(
            "<task id='s'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/><inclusiveGateway id='a'/><inclusiveGateway id='b'/>",
            size * 1_000,
            "",
            flow,
        ))
    }),
    ("joins joined with each other", |size, _| {
        let nodes = size * 15;
        let flow = |n| format!("<sequenceFlow id='f{n}' sourceRef='g{}' targetRef='g{}'/>", n / nodes, n % nodes);
        process(&each(&each("", nodes, "", |n| format!("<inclusiveGateway id='g{n}'/>")), nodes * nodes, "", flow))
    }),
    ("bindings to one set", bindings),
    ("a long id around everything", |size, _| {
        let id = "p".repeat(size * 60_000);
        root(&format!("<process id='{id}' name='{id}'>{}{TAIL}", "<task/>".repeat(size * 5_000)))
    }),
    ("a long name referred to often", |size, _| {
        let name = "n".repeat(size * 60_000);
        let one = |n| format!("<dataObjectReference id='r{n}' name='x' dataObjectRef='d'/>");
        process(&each(&format!("<dataObject id='d' name='{name}'/>"), size * 1_000, "", one))
    }),
    ("long structures compared", structures),
    ("participants of two processes", |size, _| {
        let pools = each("", size * 600, "", |n| {
            format!(
                "<participant id='p{n}' processRef='p'/><participant id='q{n}' processRef='q'/><messageFlow id='m{n}' sourceRef='a' targetRef='b'/>"
            )
        });
        root(&format!(
            "<collaboration id='c'>{pools}</collaboration><process id='p'><task id='a'/></process><process id='q'><task id='b'/></process>"
        ))
    }),
    ("one key of many subscriptions", keys),
    ("closed choreographies", |size, _| {
        let flows =
            each("", size * 1_000, "", |n| format!("<choreographyRef>h</choreographyRef><messageFlow id='m{n}'/>"));
        root(&format!("<choreography id='h' isClosed='true'/><collaboration id='c'>{flows}</collaboration>"))
    }),
    ("a row without a wait", |size, _| {
        let one =
            |n| format!("<task id='t{}'/><sequenceFlow id='f{n}' sourceRef='t{n}' targetRef='t{}'/>", n + 1, n + 1);
        process(&each("<task id='t0'/>", size * 1_000, "", one))
    }),
    ("tokens side by side", |size, _| {
        let one = |n| {
            format!(
                "<exclusiveGateway id='x{n}'/><sequenceFlow id='a{n}' sourceRef='x{n}' targetRef='e'/><sequenceFlow id='b{n}' sourceRef='x{n}' targetRef='e'/>"
            )
        };
        process(&each("<task id='e'/>", size * 700, "", one))
    }),
    ("many small sub-processes", |size, _| {
        process(&each("", size * 2_250, "", |n| format!("<subProcess id='u{n}'><task id='t{n}'/></subProcess>")))
    }),
    ("nested elements of another namespace", |size, _| {
        let nest = format!("<o xmlns=''>{}{}</o>", "<o>".repeat(50), "</o>".repeat(50));
        process(&format!("<task id='t'><extensionElements>{}</extensionElements></task>", nest.repeat(size * 200)))
    }),
    ("elements of another namespace", |size, _| {
        let one = format!(
            "<task id='t'><extensionElements>{}</extensionElements></task>",
            "<o xmlns='' a='1'/>".repeat(size * 5_000)
        );
        process(&one)
    }),
    ("a long namespace of many attributes", |size, _| {
        let one = |n| format!("<o xmlns='' x:a{n}='1'/>");
        let many = each("", size * 1_000, "", one);
        let namespace = "u".repeat(size * 60_000);
        process(&format!("<task id='t'><extensionElements xmlns:x='{namespace}'>{many}</extensionElements></task>"))
    }),
    ("many imports", |size, _| root(&"<import importType='x' location='y' namespace='z'/>".repeat(size * 2_500))),
    ("conditions that say nothing", |size, _| {
        let one = |n| {
            format!(
                "<sequenceFlow id='f{n}' sourceRef='a' targetRef='b'><conditionExpression>{}</conditionExpression></sequenceFlow>",
                format!("{n}+").repeat(size * 150) + "1"
            )
        };
        process(&each("<task id='a'/><task id='b'/>", size * 20, "", one))
    }),
];

/// Content of `definitions`.
fn root(content: &str) -> String {
    format!("{HEAD}>{content}</definitions>")
}

fn timers(size: usize, _: u16) -> String {
    let inside = "<o xmlns=''/>".repeat(size * 1_500);
    let one = |n| {
        format!("<intermediateCatchEvent id='c{n}'><eventDefinitionRef>d</eventDefinitionRef></intermediateCatchEvent>")
    };
    let events = each("", size * 1_000, "", one);
    let timer = "<timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration>";
    root(&format!(
        "<timerEventDefinition id='d'>{inside}{timer}</timerEventDefinition><process id='p'>{events}</process>"
    ))
}

fn triggers(size: usize, _: u16) -> String {
    let inside = "<signalEventDefinition/>".repeat(size * 1_000);
    let flow = |n| {
        format!(
            "<sequenceFlow id='f{n}' sourceRef='g' targetRef='c'/><messageFlow id='m{n}' sourceRef='e' targetRef='s'/>"
        )
    };
    process(&each(
        &format!(
            "<eventBasedGateway id='g'/><intermediateCatchEvent id='c'>{inside}</intermediateCatchEvent>\
             <startEvent id='s'>{inside}</startEvent><endEvent id='e'>{inside}</endEvent>"
        ),
        size * 600,
        "",
        flow,
    ))
}

fn links(size: usize, _: u16) -> String {
    let name = "n".repeat(size * 20_000);
    let inside = "<source>l</source><target>k</target>".repeat(size * 800);
    let one = |n| {
        format!("<intermediateThrowEvent id='t{n}'><eventDefinitionRef>l</eventDefinitionRef></intermediateThrowEvent>")
    };
    let events = each("", size * 800, "", one);
    root(&format!(
        "<linkEventDefinition id='l' name='{name}'>{inside}</linkEventDefinition><linkEventDefinition id='k' name='{name}'/><process id='p'>{events}{TAIL}"
    ))
}

fn children(size: usize, _: u16) -> String {
    let count = size * 1_500;
    let loops = "<multiInstanceLoopCharacteristics/>".repeat(count);
    let interfaces = "<supportedInterfaceRef>i</supportedInterfaceRef>".repeat(count);
    let calls = each("", size * 700, "", |n| {
        format!("<callActivity id='c{n}' calledElement='p'><ioSpecification/></callActivity>")
    });
    process(&format!("{interfaces}<task id='t'>{loops}</task>{calls}"))
}

fn bindings(size: usize, _: u16) -> String {
    let count = size * 700;
    let data = each("", count, "", |n| format!("<dataInput id='i{n}' itemSubjectRef='a'/>"));
    let members = each("", count, "", |n| format!("<dataInputRefs>i{n}</dataInputRefs>"));
    let bindings = "<ioBinding operationRef='o' inputDataRef='s'/>".repeat(count);
    root(&format!(
        "<itemDefinition id='a' structureRef='x'/><itemDefinition id='b' structureRef='y'/><message id='m' itemRef='b'/>\
         <interface id='f'><operation id='o'><inMessageRef>m</inMessageRef></operation></interface>\
         <process id='p'>{bindings}<ioSpecification>{data}<inputSet id='s'>{members}</inputSet><outputSet/></ioSpecification>{TAIL}"
    ))
}

fn structures(size: usize, _: u16) -> String {
    let long = "s".repeat(size * 40_000);
    let data = each("", size * 400, "", |n| {
        format!(
            "<dataInput id='i{n}' itemSubjectRef='b'/><dataInputAssociation id='a{n}'><sourceRef>d</sourceRef>\
             <targetRef>i{n}</targetRef></dataInputAssociation>"
        )
    });
    root(&format!(
        "<itemDefinition id='a' structureRef='{long}'/><itemDefinition id='b' structureRef='{long}'/>\
         <process id='p'><dataObject id='d' itemSubjectRef='a'/><callActivity id='t' calledElement='p'><ioSpecification>{data}</ioSpecification></callActivity>{TAIL}"
    ))
}

fn keys(size: usize, _: u16) -> String {
    let retrieval = "<correlationPropertyRetrievalExpression messageRef='m'><messagePath>a</messagePath></correlationPropertyRetrievalExpression>";
    let properties = "<correlationPropertyRef>q</correlationPropertyRef>".repeat(size * 500);
    let subscriptions = "<correlationSubscription correlationKeyRef='k'/>".repeat(size * 500);
    root(&format!(
        "<message id='m'/><correlationProperty id='q'>{}</correlationProperty><collaboration id='c'><correlationKey id='k'>{properties}</correlationKey></collaboration>\
         <process id='p'>{subscriptions}<task id='t'/></process>",
        retrieval.repeat(size * 200)
    ))
}
