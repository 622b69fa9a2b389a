using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Searching;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

/// <summary>What is found by which words, on a day that is read row by row and by its index.</summary>
public sealed class SearchWordsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Closed = Some.Noon.AddDays(-2);

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("请查询订单，我要退款。", "订单 退款 我要退款 单 款 \"查询订单\"", "单我 退订 订退 查订单")]
    [InlineData("iPhone订单A17，请退款", "iphone 订单 iPhone订单 A17 订单a17", "phone 单请")]
    [InlineData("領収書を再発行してください。（カスタマー・サポート）", "領収書 再発行 カスタマー サポート を", "ーサ 書再")]
    [InlineData("ฉันต้องการขอเงินคืนครับ", "เงินคืน ต้องการ คืน", "เงินครับ")]
    [InlineData("أين طلبي؟ أريد استرداد المال، شكرا", "طلبي المال استرداد \"استرداد المال\" شكرا", "طلب مال \"طلبي المال\"")]
    [InlineData("주문을 취소하고 환불해 주세요!", "주문 환불 주문을 취소하고", "문취 환문")]
    [InlineData("“Grüße”—sagte der Bär…", "grüße BÄR sagte \"grüße sagte\"", "gr sagt")]
    [InlineData("Возврат заказа №42: «срочно»", "возврат ЗАКАЗА 42 срочно возвр*", "возвр заказ")]
    [InlineData("raise foo_bar.baz(order-id=7) at src/app/main.py:12", "foo_bar baz foo_bar.baz order-id main.py src/app id=7 foo_ba*", "fo bar_foo main.app")]
    [InlineData("mail ann@example.com https://shop.example/cart?id=9#top", "ann example cart ann@example.com shop.example/cart", "exam shop.cart")]
    [InlineData("<order>a<b and c>d</order> v2beta 1e5 3.14", "order \"b and c\" v2beta 1e5 3.14 14", "beta 3.1")]
    [InlineData("""{"args":"{\"city\": \"\\u5317\\u4eac\"}"}""", "北京 city", "u5317 args")]
    [InlineData("""[{"role":"user","content":"Gr\u00fc\u00dfe \ud83d \u8ba2\u5355 \u0000 \ud83d\ude00"}]""", "grüße 订单", "u8ba2 role ud83d")]
    [InlineData("""[{"role":"user","content":"cut off \u8ba2\u5355\nnext \"quoted\" \u8b""", "订单 next quoted", "nnext u8b")]
    [InlineData("\"a string \\u8ba2\\u5355\"", "string 订单", "u8ba2")]
    [InlineData("""["one","two"]""", "one two \"one\"", "\"one two\"")]
    [InlineData("葛飾区𠮷野家", "𠮷野 𠮷 野家", "飾野")]
    public async Task Words_of_every_script_and_parts_of_identifiers_are_found(string text, string found, string not)
    {
        await _store.WriteAsync(
            Some.Call(at: Some.Noon, inputText: text),
            Some.Call(at: Closed, inputText: "nothing of that", outputText: text));
        await _store.Indexes.BuildAsync(Ct);
        var wrong = new List<string>();
        foreach (var (term, count) in Terms(found).Select(term => (term, 2)).Concat(Terms(not).Select(term => (term, 0))))
        {
            var calls = await ListAsync(term);
            if (calls.Count != count)
            {
                wrong.Add($"{term}: {calls.Count} of {count}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_word_of_any_length_is_found_by_itself_and_by_its_beginning()
    {
        var blob = "iVBORw0KGgo" + new string('A', 5000) + "end";
        await _store.WriteAsync(
            Some.Call(at: Some.Noon, inputText: "image " + blob), Some.Call(at: Closed, inputText: "image " + blob));
        await _store.Indexes.BuildAsync(Ct);
        foreach (var term in new[] { blob, "ivborw0kggo*", "\"image " + blob + '"' })
        {
            Assert.Equal(2, (await ListAsync(term)).Count);
        }

        Assert.Empty(await ListAsync(blob[..^1]));
    }

    [Fact]
    public async Task A_text_with_more_words_than_an_index_takes_is_found_by_its_first_ones()
    {
        var random = new Random(3);
        var many = string.Concat(Enumerable.Range(0, 190_000).Select(_ => (char)random.Next(0x4e00, 0x9fa0)));
        await _store.WriteAsync(Some.Call(at: Closed, inputText: $"[\"begin {many}\"]", outputText: $"[\"{many}\"]"));
        await _store.Indexes.BuildAsync(Ct);
        Assert.Single(await ListAsync("begin"));
        Assert.Single(await ListAsync(many[..5]));
    }

    /// <summary>Texts of mixed scripts, and searches for pieces of them and of others.</summary>
    [Fact]
    public async Task The_index_of_a_day_gives_the_answer_of_its_rows()
    {
        var random = new Random(42);
        var texts = Enumerable.Range(0, 60).Select(_ => MixedText.Make(random)).ToList();
        await _store.WriteAsync([.. texts.Select((text, i) => Some.Call(
            at: Closed.AddSeconds(i), inputText: i % 3 == 0 ? MixedText.AsJson(text, isEscaped: i % 2 == 0) : text))]);
        var terms = texts.SelectMany(text => MixedText.Pieces(random, text)).ToList();
        var rows = new List<List<SpanId>>();
        foreach (var term in terms)
        {
            rows.Add(await ListAsync(term));
        }

        await _store.Indexes.BuildAsync(Ct);
        Assert.True(rows.Count(found => found.Count > 0) > terms.Count / 2, "Most pieces are found.");
        for (var i = 0; i < terms.Count; i++)
        {
            Assert.True(rows[i].SequenceEqual(await ListAsync(terms[i])), $"The index finds others by {terms[i]}");
        }
    }

    /// <summary>The stored functions name the characters; .NET knows them by their Unicode categories.</summary>
    [Fact]
    public async Task Exactly_what_is_no_letter_no_mark_and_no_number_separates_words()
    {
        var wrong = await _store.Database.ReadAsync<string>(
            """
            SELECT string_agg(to_hex(code), ' ') FROM unnest($1::int[], $2::bool[]) AS c (code, is_word)
            WHERE (search_text('a' || chr(code) || 'b') = ' a b ') = is_word
            """,
            UnicodeCharacters.Beyond7Bit.Select(c => c.Value).ToArray(),
            UnicodeCharacters.Beyond7Bit.Select(UnicodeCharacters.IsOfWords).ToArray());
        Assert.Null(wrong);
    }

    private static IEnumerable<string> Terms(string line) =>
        line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [$"\"{part}\""] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private async Task<List<SpanId>> ListAsync(string text)
    {
        var filter = new CallFilter { Project = ProjectId.First, Text = text };
        var found = new List<SpanId>();
        await foreach (var row in new CallScan(_store.Db, _store.Time).ReadAsync(
            filter, "c.span_id", limit: 200, budget: null, new ScanReport(), Ct))
        {
            found.Add(SpanId.FromBigint(row.GetInt64(0)));
        }

        return found;
    }
}
