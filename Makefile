# check runs the three commands of the README, word for word; .ci/run makes sure they stay the same.
.PHONY: check test demo evaluate format live spark bench measure clean

check:
	mvn -B -ntp verify
	mvn -q -Pdemo compile
	mvn -q -Pevaluate compile

test:
	mvn -B -ntp verify

demo:
	mvn -q -Pdemo compile

evaluate:
	mvn -q -Pevaluate compile

format:
	mvn -B -ntp -q spotless:apply

live:
	mvn -B -ntp -Plive verify

# the library, the jar for spark-submit, a cluster that is killed, and Flink and Beam
spark:
	mvn -B -ntp -Pspark -DskipTests verify

# all goals, or some: make bench BENCH=-Dbench.goals=G1,G5; to see only that it works: BENCH=-Dbench.quick=true
bench:
	mvn -B -ntp -q -Pbench -Dmaven.test.skip -Dspotless.check.skip package
	java $(BENCH) -cp benchmarks/harness/target/classes io.github.rerank4j.benchmarks.harness.Bench benchmarks

# how long files and methods are
measure:
	java .ci/Measure.java

clean:
	mvn -B -ntp -q clean
