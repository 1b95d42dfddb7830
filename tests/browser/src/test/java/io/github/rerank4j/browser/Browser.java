package io.github.rerank4j.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium without a past, and what it shows. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern REQUESTED =
            Pattern.compile("\"documentURL\":.*?\"request\":\\{.*?\"url\":\"([^\"]+)\"");

    private static final List<String> NETWORK = List.of("http", "https", "ws", "wss");

    /** Warns of a newer Chromium, which makes no difference to what is used of it here. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final Path profile;
    private final ChromeDriver driver;

    Browser() {
        try {
            profile = Files.createTempDirectory("chromium");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(System.getProperty("chromedriver", "/usr/bin/chromedriver")))
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options());
        size(1200, 900);
    }

    private ChromeOptions options() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getProperty("chromium", "/usr/bin/chromium"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-prefers-reduced-motion",
                "--lang=en",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    /** Sets the size of what is seen, in CSS pixels. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the page is told about the wish of its reader for a dark or light page. */
    void colorScheme(String scheme) {
        media("", scheme);
    }

    /** Shows pages as they are printed by a reader who likes dark ones, until a colour scheme is set. */
    void printed() {
        media("print", "dark");
    }

    private void media(String media, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        media,
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Whether scripts of pages run that are opened from now on. */
    void scripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** What a screen reader is given of the page: of each thing its role and its name. */
    List<Map.Entry<String, String>> spoken() {
        Object nodes = driver.executeCdpCommand("Accessibility.getFullAXTree", Map.of())
                .get("nodes");
        List<Map.Entry<String, String>> spoken = new ArrayList<>();
        for (Object each : (List<?>) Objects.requireNonNull(nodes)) {
            Map<?, ?> node = (Map<?, ?>) each;
            if (!Boolean.TRUE.equals(node.get("ignored"))) {
                spoken.add(Map.entry(value(node.get("role")), value(node.get("name"))));
            }
        }
        return spoken;
    }

    private static String value(@Nullable Object property) {
        return property instanceof Map<?, ?> map ? String.valueOf(map.get("value")) : "";
    }

    void open(String address) {
        driver.get(address);
    }

    void back() {
        driver.navigate().back();
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        focused().sendKeys(keys);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** The passage that has the focus. */
    String focusedId() {
        return String.valueOf(focused().getDomAttribute("data-id"));
    }

    /** Asks with the keyboard alone, in a page that was just opened or asked before. */
    void ask(String question) {
        driver.executeScript("document.getElementById('question').focus()");
        press(Keys.chord(Keys.CONTROL, "a"), question, Keys.ENTER);
        untilAnswered(question);
    }

    /** Waits until an answer to that question is shown. */
    void untilAnswered(String question) {
        until(
                "return !document.getElementById('result').hidden && document.title.startsWith(arguments[0])"
                        + " && document.querySelector('main').getAttribute('aria-busy') === 'false'",
                question);
    }

    /** Waits until any answer is shown. */
    void untilShown() {
        until("return !document.getElementById('result').hidden"
                + " && document.querySelector('main').getAttribute('aria-busy') === 'false'");
    }

    /** Waits until a script returns something else than false. */
    void until(String script, Object... arguments) {
        new WebDriverWait(driver, PATIENCE).until(waiting -> {
            Object result = ((JavascriptExecutor) waiting).executeScript(script, arguments);
            return result != null && !Boolean.FALSE.equals(result);
        });
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    String text(String selector) {
        return one(selector).getText();
    }

    List<String> texts(String selector) {
        return all(selector).stream().map(WebElement::getText).toList();
    }

    /** How many pixels of the page do not fit into its width. */
    long overflow() {
        Object pixels = run("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return pixels instanceof Long number ? number : Long.MAX_VALUE;
    }

    /** How many pixels high the whole page is. */
    long height() {
        Object pixels = run("return document.documentElement.scrollHeight");
        return pixels instanceof Long number ? number : Long.MAX_VALUE;
    }

    /** Writes what is seen into a file, the whole page from its top. */
    void screenshot(String name, int width) {
        byte[] picture = picture(width);
        try {
            Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots", "target/screenshots")));
            Files.write(folder.resolve(name + ".png"), picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is seen, the whole page from its top. */
    byte[] picture(int width) {
        size(width, 900);
        Object height = run("return document.documentElement.scrollHeight");
        size(width, height instanceof Long pixels ? Math.toIntExact(pixels) : 900);
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** What the console has had since this was asked last: errors and warnings. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The hosts that pages have asked since this was asked last. */
    List<String> hostsAsked() {
        return addressesAsked().stream()
                // chrome: and data: stay within the browser
                .filter(address -> NETWORK.contains(address.getScheme()))
                .map(URI::getAuthority)
                .distinct()
                .toList();
    }

    /** What pages have asked for since this was asked last, of whatever kind. */
    List<URI> addressesAsked() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Network.requestWillBeSent\""))
                .map(REQUESTED::matcher)
                .filter(Matcher::find)
                .map(found -> URI.create(found.group(1)))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            // it is the system's folder for such things
            profile.toFile().deleteOnExit();
        }
    }
}
