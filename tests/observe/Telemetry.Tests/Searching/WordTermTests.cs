using Dashboard.Telemetry.Searching;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

public sealed class WordTermTests
{
    [Theory]
    [InlineData(" refund ", "refund", "", false, "'refund'", "% refund %", false)]
    [InlineData(" foo bar ", "foo|bar", "", false, "'foo' & 'bar'", "% foo bar %", true)]
    [InlineData(" foo ba ", "foo|ba", "", true, "'foo' & 'ba':*", "% foo ba%", true)]
    [InlineData(" 退款 ", "", "退款|款 ", false, "'退款'", "%退款%", false)]
    [InlineData(" 信用卡 ", "", "信用|用卡|卡 ", false, "'信用' & '用卡'", "%信用卡%", true)]
    [InlineData(" 款 ", "", "款 ", false, "'款':*", "%款%", false)]
    [InlineData(" 订单 款 ", "", "订单|单 |款 ", false, "'订单' & '款':*", "%订单 款%", true)]
    [InlineData(" iphone 订单 ", "iphone", "订单|单 ", false, "'iphone' & '订单'", "% iphone 订单%", true)]
    [InlineData(" 订单 x ", "x", "订单|单 ", true, "'x':* & '订单'", "%订单 x%", true)]
    public void A_term_is_looked_up_by_its_words_and_pairs(
        string spaced, string words, string pairs, bool isPrefix, string operands, string pattern, bool needsLook)
    {
        var term = new WordTerm(
            spaced, words.Split('|', StringSplitOptions.RemoveEmptyEntries),
            pairs.Split('|', StringSplitOptions.RemoveEmptyEntries), isPrefix);
        Assert.Equal(
            (operands, pattern, needsLook), (string.Join(" & ", term.Operands), term.Pattern, term.NeedsLook));
    }
}
