package io.github.rerank4j.properties;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The ways in which a reply can be spoilt: its bytes flipped, cut or inserted, its values replaced or doubled. */
enum Damage {
    NONE {
        @Override
        byte[] done(byte[] reply, Random random) {
            return reply;
        }
    },
    FLIPPED {
        @Override
        byte[] done(byte[] reply, Random random) {
            byte[] flipped = reply.clone();
            for (int i = random.nextInt(3); i >= 0 && reply.length > 0; i--) {
                flipped[random.nextInt(reply.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return flipped;
        }
    },
    CUT {
        @Override
        byte[] done(byte[] reply, Random random) {
            int from = random.nextInt(reply.length + 1);
            int to = random.nextBoolean() ? reply.length : from + random.nextInt(reply.length - from + 1);
            return spliced(reply, from, to, new byte[0]);
        }
    },
    INSERTED {
        @Override
        byte[] done(byte[] reply, Random random) {
            int at = random.nextInt(reply.length + 1);
            return spliced(reply, at, at, fragment(random));
        }
    },
    REPLACED {
        @Override
        byte[] done(byte[] reply, Random random) {
            return Service.read(reply)
                    .map(tree -> Service.bytes(replaced(tree, random)))
                    .orElse(reply);
        }
    },
    REWRITTEN {
        @Override
        byte[] done(byte[] reply, Random random) {
            String text = new String(reply, StandardCharsets.UTF_8);
            return random.nextBoolean()
                    ? text.getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE)
                    : ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
        }
    };

    private static final List<String> FRAGMENTS = List.of(
            "null",
            "NaN",
            "Infinity",
            "1e400",
            "-1e400",
            "1e-400",
            "-0",
            "0",
            "1",
            "-1",
            "1.5",
            "2147483648",
            "1e2",
            "\"0\"",
            "\"1\"",
            "true",
            "{",
            "}",
            "[",
            "]",
            "[[[[",
            "]]",
            ",",
            ":",
            "\"",
            "\\",
            "\\ud800",
            "\u0000",
            "\uFEFF",
            " ",
            "\n{}",
            "<html>",
            "//",
            "/**/",
            "\"index\":",
            "\"relevance_score\":",
            "\"score\":",
            "\"success\":false,",
            "\"error\":{},",
            "\"error\":\"\",",
            "\"code\":0,",
            "\"code\":\"Throttling\",",
            "\"message\":\"no\",",
            "\"Error\":{\"Code\":\"FailedOperation\"},",
            "9".repeat(400),
            "1" + "0".repeat(1200),
            "[".repeat(100));

    /** A spoilt copy. */
    abstract byte[] done(byte[] reply, Random random);

    private static byte[] fragment(Random random) {
        if (random.nextInt(3) == 0) {
            byte[] noise = new byte[1 + random.nextInt(4)];
            random.nextBytes(noise);
            return noise;
        }
        return FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spliced(byte[] whole, int from, int to, byte[] between) {
        byte[] spliced = Arrays.copyOf(whole, from + between.length + whole.length - to);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(whole, to, spliced, from + between.length, whole.length - to);
        return spliced;
    }

    private static JsonNode replaced(JsonNode tree, Random random) {
        List<ContainerNode<?>> containers = new ArrayList<>();
        collect(tree, containers);
        if (containers.isEmpty() || random.nextInt(20) == 0) {
            return value(tree, random);
        }
        ContainerNode<?> container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ArrayNode array) {
            change(array, value(tree, random), random);
        } else if (container instanceof ObjectNode object) {
            change(object, value(tree, random), random);
        }
        return tree;
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container) {
            containers.add(container);
        }
        node.forEach(child -> collect(child, containers));
    }

    private static void change(ArrayNode array, JsonNode value, Random random) {
        int place = random.nextInt(array.size() + 1);
        if (place == array.size() || random.nextInt(4) == 0) {
            array.insert(place, value);
        } else if (random.nextInt(3) == 0) {
            array.remove(place);
        } else {
            array.set(place, value);
        }
    }

    private static void change(ObjectNode object, JsonNode value, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        names.addAll(List.of("success", "error", "Error", "code", "message", "codeDesc", "usage", "model", "id"));
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(4) == 0) {
            object.remove(name);
        } else {
            object.set(name, value);
        }
    }

    private static JsonNode value(JsonNode tree, Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(14)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.textNode("");
            case 3 -> nodes.textNode(Integer.toString(random.nextInt(4)));
            case 4 -> nodes.textNode("NaN");
            case 5 -> nodes.numberNode(random.nextInt(6) - 1);
            case 6 -> nodes.numberNode(random.nextInt(4) + 0.5);
            case 7 -> nodes.numberNode(random.nextInt(4) + 0.0);
            case 8 -> nodes.numberNode(new BigDecimal("1e400"));
            case 9 -> nodes.numberNode(BigInteger.TWO.pow(32 + random.nextInt(2_000)));
            case 10 -> nodes.arrayNode();
            case 11 -> nodes.objectNode();
            case 12 -> nodes.numberNode(Long.MAX_VALUE);
            default -> tree.deepCopy();
        };
    }
}
