using Dashboard.Deployments.Connections;
using Xunit;

namespace Dashboard.Deployments.Tests.Connections;

public sealed class BaseUrlRulesTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1", "https://api.openai.com/v1")]
    [InlineData("https://api.openai.com/v1/", "https://api.openai.com/v1")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://localhost:11434/v1", "http://localhost:11434/v1")]
    [InlineData("http://[::1]:8080/v1", "http://[::1]:8080/v1")]
    [InlineData("http://10.0.0.7/v1", "http://10.0.0.7/v1")]
    [InlineData("http://192.168.1.20:8000/v1", "http://192.168.1.20:8000/v1")]
    [InlineData("http://[fd12:3456::7]/v1", "http://[fd12:3456::7]/v1")]
    [InlineData("http://[::ffff:10.0.0.7]/v1", "http://[::ffff:10.0.0.7]/v1")]
    [InlineData("http://[::ffff:0:10.0.0.7]/v1", "http://[::ffff:0:10.0.0.7]/v1")]
    [InlineData("http://[fd00:ec3::254]/v1", "http://[fd00:ec3::254]/v1")]
    [InlineData("http://[64:ff9b::10.0.0.7]/v1", "http://[64:ff9b::10.0.0.7]/v1")]
    [InlineData("http://[2001:4860::1]/v1", "http://[2001:4860::1]/v1")]
    [InlineData("https://169.254.example.com/v1", "https://169.254.example.com/v1")]
    public void A_provider_or_a_local_model_may_be_approved(string text, string expected)
    {
        Assert.Null(BaseUrlRules.Refusal(text, out var url));
        Assert.Equal(new Uri(expected), url);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "link-local")]
    [InlineData("http://169.254.0.1", "link-local")]
    [InlineData("http://[fe80::1]/v1", "link-local")]
    [InlineData("http://[febf::1]/v1", "link-local")]
    [InlineData("http://[fe80::1%25eth0]/v1", "zone")]
    [InlineData("http://[::ffff:169.254.169.254]/v1", "link-local")]
    [InlineData("http://[::ffff:a9fe:a9fe]/v1", "link-local")]
    [InlineData("http://[::169.254.169.254]/v1", "link-local")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/v1", "link-local")]
    [InlineData("http://[2002:a9fe:a9fe::1]/v1", "link-local")]
    [InlineData("http://[::ffff:0:a9fe:a9fe]/v1", "link-local")]
    [InlineData("http://[::ffff:0:169.254.169.254]/v1", "link-local")]
    [InlineData("http://[::ffff:0:100.100.100.200]/v1", "metadata")]
    [InlineData("http://[64:ff9b:1::a9fe:a9fe]/v1", "translator")]
    [InlineData("http://[64:ff9b:1:a9fe:a9:fe00::]/v1", "translator")]
    [InlineData("http://[64:ff9b:1:ffff::1]/v1", "translator")]
    [InlineData("http://[2001:0:53aa:64c::5601:5601]/v1", "translator")]
    [InlineData("http://[2001:db8::5efe:a9fe:a9fe]/v1", "link-local")]
    [InlineData("http://[fec0::1]/v1", "link-local")]
    [InlineData("http://2852039166/", "four decimal numbers")]
    [InlineData("http://0xa9fea9fe/", "four decimal numbers")]
    [InlineData("http://0xA9.0xFE.0xA9.0xFE/", "four decimal numbers")]
    [InlineData("http://0251.0376.0251.0376/", "four decimal numbers")]
    [InlineData("http://169.254.43518/", "four decimal numbers")]
    [InlineData("http://2130706433/", "four decimal numbers")]
    [InlineData("http://1.2.3.4.5/", "usual form")]
    [InlineData("http://example.0x10/", "usual form")]
    [InlineData("http://99999999999/", "usual form")]
    [InlineData("http://metadata.google.internal/", "metadata")]
    [InlineData("http://METADATA.google.internal./", "metadata")]
    [InlineData("http://metadata/", "metadata")]
    [InlineData("http://[fd00:ec2::254]/", "metadata")]
    [InlineData("http://[fd00:ec2::23]/", "metadata")]
    [InlineData("http://[fd20:ce::254]/", "metadata")]
    [InlineData("http://[fd20:00ce:0:0::254]/", "metadata")]
    [InlineData("http://[fd00:42::42]/", "metadata")]
    [InlineData("http://100.100.100.200/", "metadata")]
    [InlineData("http://168.63.129.16/", "metadata")]
    [InlineData("http://0.0.0.0:8080/", "one host")]
    [InlineData("http://[::]:8080/", "one host")]
    [InlineData("http://224.0.0.1/", "one host")]
    [InlineData("http://255.255.255.255/", "one host")]
    [InlineData("https://user:secret@api.example.com/v1", "user or password")]
    [InlineData("https://api.example.com@169.254.169.254/v1", "user or password")]
    [InlineData("https://@api.example.com/v1", "user or password")]
    [InlineData("https://api.example.com/v1?key=1", "no query")]
    [InlineData("https://api.example.com/v1?", "no query")]
    [InlineData("https://api.example.com/v1#part", "no query")]
    [InlineData("ftp://api.example.com/", "https://")]
    [InlineData("file:///etc/passwd", "https://")]
    [InlineData("gopher://api.example.com/", "https://")]
    [InlineData("api.example.com/v1", "absolute")]
    [InlineData("/v1", "https://")]
    [InlineData("http:\\\\169.254.169.254\\", "absolute")]
    [InlineData("http://１６９.254.169.254/", "absolute")]
    [InlineData(" https://api.example.com", "absolute")]
    [InlineData("https://api.example.com/\r\nHost: x", "absolute")]
    [InlineData("http://%31%36%39.254.169.254/", "")]
    [InlineData("", "absolute")]
    [InlineData(null, "absolute")]
    public void A_dangerous_or_ambiguous_url_is_refused_with_the_reason(string? text, string reason)
    {
        var refusal = BaseUrlRules.Refusal(text, out var url);

        Assert.Contains(reason, refusal ?? $"not refused: {url}", StringComparison.Ordinal);
        Assert.NotNull(refusal);
        Assert.Null(url);
    }
}
