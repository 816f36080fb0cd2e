package io.reelrank.core.stage;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateMode;
import org.apache.spark.sql.catalyst.expressions.aggregate.Complete$;
import org.apache.spark.sql.catalyst.expressions.aggregate.Final$;
import org.apache.spark.sql.catalyst.expressions.aggregate.Partial$;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.aggregate.HashAggregateExec;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Groups rows once where Spark groups them twice. Spark plans every aggregation in two steps, one before the shuffle and one
 * after it. Where the rows are together by their key already, there is no shuffle between the two, and the second step
 * builds the hash table of the first once more. One step in mode {@code Complete} gives the same rows.
 *
 * <p>The rule sees a stage when nothing about its partitions can change any more, so what Spark planned for the two steps
 * holds for the one.
 */
public final class CombineAdjacentAggregation extends Rule<SparkPlan> {
    /** Spark's setting of the classes that extend a session. */
    public static final String SETTING = "spark.sql.extensions";

    /** Hands the rule to a session; Spark makes one by {@link #SETTING}. */
    public static final class Extension extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
        @Override
        public BoxedUnit apply(SparkSessionExtensions extensions) {
            extensions.injectColumnar(new AbstractFunction1<>() {
                @Override
                public ColumnarRule apply(SparkSession session) {
                    return new LastRule();
                }
            });
            return BoxedUnit.UNIT;
        }
    }

    // Spark has no other place for a rule that sees adaptive and other plans, after their partitions are settled.
    private static final class LastRule extends ColumnarRule {
        @Override
        public Rule<SparkPlan> preColumnarTransitions() {
            return new CombineAdjacentAggregation();
        }
    }

    @Override
    public SparkPlan apply(SparkPlan plan) {
        SparkPlan combined = plan instanceof HashAggregateExec last
                        && last.child() instanceof HashAggregateExec first
                        && areTwoStepsOfOne(first, last)
                ? inOneStep(first, last)
                : plan;
        return combined.mapChildren(new AbstractFunction1<SparkPlan, SparkPlan>() {
            @Override
            public SparkPlan apply(SparkPlan child) {
                return CombineAdjacentAggregation.this.apply(child);
            }
        });
    }

    private static boolean areTwoStepsOfOne(HashAggregateExec first, HashAggregateExec last) {
        List<AggregateExpression> partial = CollectionConverters.asJava(first.aggregateExpressions());
        List<AggregateExpression> whole = CollectionConverters.asJava(last.aggregateExpressions());
        return areAllOf(Partial$.MODULE$, partial)
                && areAllOf(Final$.MODULE$, whole)
                && each(partial, AggregateExpression::resultId).equals(each(whole, AggregateExpression::resultId))
                && grouping(first).equals(grouping(last));
    }

    private static boolean areAllOf(AggregateMode mode, List<AggregateExpression> expressions) {
        return expressions.stream().allMatch(expression -> expression.mode() == mode && !expression.isDistinct());
    }

    private static List<Attribute> grouping(HashAggregateExec step) {
        return each(CollectionConverters.asJava(step.groupingExpressions()), NamedExpression::toAttribute);
    }

    private static SparkPlan inOneStep(HashAggregateExec first, HashAggregateExec last) {
        HashAggregateExec combined = last.copy(
                last.requiredChildDistributionExpressions(),
                last.isStreaming(),
                last.numShufflePartitions(),
                first.groupingExpressions(),
                // Only the first step knows the filters of its aggregates.
                CollectionConverters.asScala(each(
                                CollectionConverters.asJava(first.aggregateExpressions()),
                                CombineAdjacentAggregation::complete))
                        .toSeq(),
                last.aggregateAttributes(),
                first.initialInputBufferOffset(),
                last.resultExpressions(),
                first.child());
        combined.copyTagsFrom(last);
        return combined;
    }

    private static AggregateExpression complete(AggregateExpression partial) {
        return partial.copy(
                partial.aggregateFunction(),
                Complete$.MODULE$,
                partial.isDistinct(),
                partial.filter(),
                partial.resultId());
    }

    private static <A, B> List<B> each(List<A> of, Function<A, B> to) {
        return of.stream().map(to).toList();
    }
}
