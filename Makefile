# check runs the two commands of the README, word for word; .ci/run makes sure they stay the same.
.PHONY: check test demo format live clean

check:
	mvn -B -ntp verify
	mvn -q -Pdemo compile

test:
	mvn -B -ntp verify

demo:
	mvn -q -Pdemo compile

format:
	mvn -B -ntp -q spotless:apply

live:
	mvn -B -ntp -Plive verify

clean:
	mvn -B -ntp -q clean
