//! Gives variables their values in the algebra of a query: values are never part of its text.
//!
//! Where the query sets a variable itself, in `VALUES ?product { … }`, the value takes the place of
//! what stands there: that is how a saved query carries its defaults into other stores. Otherwise
//! each pattern that names the variable is joined with the value, and each expression that names it
//! gets the value instead.

use oxrdf::{Term, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern};

/// Gives a variable its value. Says whether the query names the variable at all.
pub(super) fn bind(query: &mut Query, name: &str, value: &Term) -> bool {
    let Ok(variable) = Variable::new(name) else {
        return false;
    };
    let value = match value {
        Term::NamedNode(node) => GroundTerm::NamedNode(node.clone()),
        Term::Literal(literal) => GroundTerm::Literal(literal.clone()),
        Term::BlankNode(_) => return false,
    };
    let pattern = pattern_of(query);
    let mut binding = Binding {
        variable,
        value,
        way: Insertion::ReplaceValues,
        in_values: false,
        in_patterns: false,
        in_expressions: false,
    };
    binding.pattern(pattern);
    if binding.in_values {
        return true;
    }
    binding.way = Insertion::Insert;
    binding.pattern(pattern);
    if binding.in_patterns {
        return true;
    }
    if !binding.in_expressions {
        return false;
    }
    // Only expressions name it: a SELECT that shows it finds it here.
    show(pattern, &binding);
    true
}

fn pattern_of(query: &mut Query) -> &mut GraphPattern {
    match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    }
}

/// Puts the value below the outermost projection and its order.
fn show(pattern: &mut GraphPattern, binding: &Binding) {
    match pattern {
        GraphPattern::Slice { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::OrderBy { inner, .. } => show(inner, binding),
        other => binding.join(other),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Insertion {
    /// Only look for `VALUES`, and change them.
    ReplaceValues,
    /// Join patterns with the value, replace the variable in expressions.
    Insert,
}

struct Binding {
    variable: Variable,
    value: GroundTerm,
    way: Insertion,
    in_values: bool,
    in_patterns: bool,
    in_expressions: bool,
}

impl Binding {
    /// Joins a pattern with the value.
    fn join(&self, pattern: &mut GraphPattern) {
        let inner = std::mem::take(pattern);
        let values = GraphPattern::Values {
            variables: vec![self.variable.clone()],
            bindings: vec![vec![Some(self.value.clone())]],
        };
        *pattern = GraphPattern::Join {
            left: Box::new(values),
            right: Box::new(inner),
        };
    }

    fn leaf(&mut self, pattern: &mut GraphPattern, names_it: bool) {
        if names_it && self.way == Insertion::Insert {
            self.in_patterns = true;
            self.join(pattern);
        }
    }

    fn is_it(&self, term: &TermPattern) -> bool {
        matches!(term, TermPattern::Variable(variable) if *variable == self.variable)
    }

    fn is_its_name(&self, name: &NamedNodePattern) -> bool {
        matches!(name, NamedNodePattern::Variable(variable) if *variable == self.variable)
    }

    fn pattern(&mut self, pattern: &mut GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                let names_it = patterns.iter().any(|triple| {
                    self.is_it(&triple.subject)
                        || self.is_its_name(&triple.predicate)
                        || self.is_it(&triple.object)
                });
                self.leaf(pattern, names_it);
            }
            GraphPattern::Path {
                subject, object, ..
            } => {
                let names_it = self.is_it(subject) || self.is_it(object);
                self.leaf(pattern, names_it);
            }
            GraphPattern::Graph { name, inner } | GraphPattern::Service { name, inner, .. } => {
                let names_it = self.is_its_name(name);
                self.pattern(inner);
                self.leaf(pattern, names_it);
            }
            GraphPattern::Values {
                variables,
                bindings,
            } => {
                if *variables == [self.variable.clone()] && self.way == Insertion::ReplaceValues {
                    self.in_values = true;
                    *bindings = vec![vec![Some(self.value.clone())]];
                }
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.pattern(left);
                self.pattern(right);
                if let Some(expression) = expression {
                    self.expression(expression);
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.pattern(inner);
                self.expression(expr);
            }
            GraphPattern::Extend {
                inner, expression, ..
            } => {
                self.pattern(inner);
                self.expression(expression);
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner);
                for order in expression {
                    match order {
                        OrderExpression::Asc(expression) | OrderExpression::Desc(expression) => {
                            self.expression(expression);
                        }
                    }
                }
            }
            GraphPattern::Group {
                inner, aggregates, ..
            } => {
                self.pattern(inner);
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr);
                    }
                }
            }
            GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
        }
    }

    fn expression(&mut self, expression: &mut Expression) {
        use Expression as E;
        match expression {
            E::Variable(variable) if *variable == self.variable => {
                if self.way == Insertion::Insert {
                    self.in_expressions = true;
                    *expression = match &self.value {
                        GroundTerm::NamedNode(node) => E::NamedNode(node.clone()),
                        GroundTerm::Literal(literal) => E::Literal(literal.clone()),
                    };
                }
            }
            E::Bound(variable) if *variable == self.variable => {
                if self.way == Insertion::Insert {
                    self.in_expressions = true;
                    *expression = E::Literal(true.into());
                }
            }
            E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => {}
            E::Or(a, b)
            | E::And(a, b)
            | E::Equal(a, b)
            | E::SameTerm(a, b)
            | E::Greater(a, b)
            | E::GreaterOrEqual(a, b)
            | E::Less(a, b)
            | E::LessOrEqual(a, b)
            | E::Add(a, b)
            | E::Subtract(a, b)
            | E::Multiply(a, b)
            | E::Divide(a, b) => {
                self.expression(a);
                self.expression(b);
            }
            E::UnaryPlus(a) | E::UnaryMinus(a) | E::Not(a) => self.expression(a),
            E::Exists(pattern) => self.pattern(pattern),
            E::If(a, b, c) => {
                self.expression(a);
                self.expression(b);
                self.expression(c);
            }
            E::In(a, list) => {
                self.expression(a);
                list.iter_mut().for_each(|item| self.expression(item));
            }
            E::Coalesce(list) | E::FunctionCall(_, list) => {
                list.iter_mut().for_each(|item| self.expression(item));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use oxrdf::{Literal, NamedNode};

    use super::*;
    use crate::query::syntax;

    fn bound(text: &str, name: &str, value: impl Into<Term>) -> Option<String> {
        let mut query = syntax::parse(text, "q.rq").unwrap();
        bind(&mut query, name, &value.into()).then(|| query.to_string())
    }

    #[test]
    fn values_take_the_place_of_those_in_the_query() {
        let bound = bound(
            "SELECT ?e { VALUES ?x { 1 2 } ?e <http://a.example/p> ?x FILTER(?x > 0) }",
            "x",
            Literal::from(7),
        );
        assert_eq!(
            bound.as_deref(),
            Some(
                "SELECT ?e WHERE { VALUES ( ?x ) { ( \"7\"^^<http://www.w3.org/2001/XMLSchema#integer> )  } ?e <http://a.example/p> ?x . FILTER((?x > \"0\"^^<http://www.w3.org/2001/XMLSchema#integer>)) }"
            )
        );
    }

    #[test]
    fn patterns_and_expressions_get_the_value() {
        let node = NamedNode::new_unchecked("http://a.example/b");
        for (text, part) in [
            (
                "SELECT * { ?e <http://a.example/p> ?x }",
                "VALUES ( ?x ) { ( <http://a.example/b> )  } ?e <http://a.example/p> ?x",
            ),
            (
                "SELECT * { ?e ?p ?o FILTER NOT EXISTS { ?e <http://a.example/p>* ?x } }",
                "VALUES ( ?x ) { ( <http://a.example/b> )  } ?e (<http://a.example/p>)* ?x",
            ),
            (
                "SELECT (COUNT(?x) AS ?n) { ?e ?p ?o FILTER(BOUND(?x)) }",
                "COUNT(<http://a.example/b>)",
            ),
            (
                "SELECT ?x { ?e ?p ?o FILTER(?o = ?x) }",
                "VALUES ( ?x ) { ( <http://a.example/b> )  } { ?e ?p ?o . FILTER((?o = <http://a.example/b>)) }",
            ),
            (
                "ASK { ?e ?p ?o { SELECT ?o { ?o ?x ?z } } }",
                "VALUES ( ?x ) { ( <http://a.example/b> )  } ?o ?x ?z",
            ),
        ] {
            let bound = bound(text, "x", node.clone()).expect(text);
            assert!(bound.contains(part), "{bound}");
        }
        assert_eq!(bound("ASK { ?e ?p ?o }", "x", node), None);
    }

    #[test]
    fn nothing_in_a_value_is_syntax() {
        let value = "\"} # ' \\ { ?e ?p ?o } UNION";
        let text = "SELECT ?e { VALUES ?x { \"\" } ?e <http://a.example/p> ?x }";
        let bound = bound(text, "x", Literal::from(value)).unwrap();
        let again = syntax::parse(&bound, "q.rq").unwrap();
        assert_eq!(again.to_string(), bound);
        assert!(!bound.contains("} UNION {"), "{bound}");
    }
}
