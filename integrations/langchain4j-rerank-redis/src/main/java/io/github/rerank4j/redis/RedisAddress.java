package io.github.rerank4j.redis;

import io.github.rerank4j.settings.SettingException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The address of a Redis as a configuration writes it, in which a password may be: for integrations. Lettuce quotes an
 * address that it cannot read, and takes a part of the password for the host where a character of it is not encoded, so that
 * both are refused here, with words that hold nothing of it. Immutable.
 */
public final class RedisAddress {

    private static final Pattern BETWEEN_NODES = Pattern.compile("\\s*,\\s*(?=rediss?://)");

    /** A password that ends what Lettuce reads as the host. */
    private static final Pattern CUT_PASSWORD = Pattern.compile("://.*[/#?].*@", Pattern.DOTALL);

    /** A name or a number, or one of IPv6 in brackets; a colon or an at sign is left where a password was misread. */
    private static final Pattern HOST = Pattern.compile("[^\\s:;,@/\\[\\]]+|\\[[\\w:.%-]+]");

    private final String setting;
    private final List<RedisURI> nodes;

    private RedisAddress(String setting, List<RedisURI> nodes) {
        this.setting = setting;
        this.nodes = nodes;
    }

    /**
     * Reads an address: {@code redis://}, {@code rediss://}, {@code redis-sentinel://} or {@code redis-socket://}, or
     * several of the first two with commas between them, which are nodes of a cluster. Nothing is connected.
     *
     * @param setting what the address is called where it was set, for the message
     * @param text the address; blanks around it do not count
     * @throws SettingException if it is none, or a character in its password is not encoded; without a cause, and without
     *     any part of the address
     */
    public static RedisAddress of(String setting, String text) {
        List<String> parts = List.of(BETWEEN_NODES.split(text.strip()));
        if (parts.stream().anyMatch(part -> CUT_PASSWORD.matcher(part).find())) {
            throw none(setting);
        }
        List<RedisURI> nodes = read(setting, parts);
        boolean isCluster = nodes.size() > 1;
        if (!nodes.stream().allMatch(node -> isCluster ? isServer(node) : isKnown(node))) {
            throw none(setting);
        }
        return new RedisAddress(setting, nodes);
    }

    private static List<RedisURI> read(String setting, List<String> parts) {
        try {
            return parts.stream().map(RedisURI::create).toList();
        } catch (RuntimeException noAddress) {
            // without it: it quotes the address, in which the password is
            throw none(setting);
        }
    }

    private static boolean isKnown(RedisURI uri) {
        return uri.getSentinels().isEmpty()
                ? uri.getSocket() != null || isServer(uri)
                : uri.getSentinels().stream().allMatch(RedisAddress::isServer);
    }

    private static boolean isServer(RedisURI uri) {
        return uri.getHost() != null && HOST.matcher(uri.getHost()).matches();
    }

    private static SettingException none(String setting) {
        return SettingException.of(
                "{%s} is not an address of Redis",
                "write redis://host:6379, rediss://host:6379 for TLS, or redis-sentinel://host:26379#master, with a host"
                        + " that has no _ in its name, and percent-encode each @, :, /, #, ?, % and other character in user and"
                        + " password that is neither letter nor digit",
                setting);
    }

    /**
     * A client of its own for one server or for a cluster, the caller's to shut down. Nothing is connected yet.
     *
     * @throws SettingException if the nodes of a cluster differ in more than where they are; without any part of the
     *     address
     */
    public AbstractRedisClient client() {
        if (nodes.size() == 1) {
            return RedisClient.create(nodes.get(0));
        }
        try {
            return RedisClusterClient.create(nodes);
        } catch (IllegalArgumentException mixed) {
            // without it: it quotes an address
            throw SettingException.of(
                    "{%s} has nodes of which some have TLS and some do not",
                    "write redis:// for all nodes of the cluster, or rediss:// for all", setting);
        }
    }

    /** Host and port of each server, or the path of the socket, with commas between them; no user and no password. */
    public String where() {
        return nodes.stream()
                .flatMap(node -> node.getSentinels().isEmpty() ? Stream.of(node) : node.getSentinels().stream())
                .map(node -> node.getSocket() == null ? node.getHost() + ':' + node.getPort() : node.getSocket())
                .collect(Collectors.joining(","));
    }

    /** {@link #where}. */
    @Override
    public String toString() {
        return where();
    }
}
