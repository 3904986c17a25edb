using Nginx502.FastCgi;
using Nginx502.UnitTests.FastCgi.Records;

namespace Nginx502.UnitTests.FastCgi.Requests;

public sealed class FastCgiRequestTests
{
    [Fact]
    public void A_plain_request_has_all_that_a_script_expects()
    {
        Dictionary<string, string> parameters = Sent(new FastCgiRequest("/srv/shop/index.php") { QueryString = "a=1" });

        Assert.Equal("/srv/shop/index.php", parameters["SCRIPT_FILENAME"]);
        Assert.Equal("/index.php", parameters["SCRIPT_NAME"]);
        Assert.Equal("/index.php?a=1", parameters["REQUEST_URI"]);
        Assert.Equal("a=1", parameters["QUERY_STRING"]);
        Assert.Equal("/srv/shop", parameters["DOCUMENT_ROOT"]);
        Assert.Equal("GET", parameters["REQUEST_METHOD"]);
        Assert.Equal("", parameters["CONTENT_LENGTH"]);
        Assert.Equal("CGI/1.1", parameters["GATEWAY_INTERFACE"]);
        Assert.Equal("200", parameters["REDIRECT_STATUS"]);
        Assert.Equal(["localhost", "localhost"], [parameters["HTTP_HOST"], parameters["SERVER_NAME"]]);
    }

    [Fact]
    public void Content_has_its_length_and_its_type()
    {
        FastCgiRequest request = new("/x.php") { Method = "POST", Content = new byte[70_000], ContentType = "application/json" };

        Dictionary<string, string> parameters = Sent(request);

        Assert.Equal(("POST", "70000", "application/json"), (parameters["REQUEST_METHOD"], parameters["CONTENT_LENGTH"], parameters["CONTENT_TYPE"]));
        Assert.Equal("/", parameters["DOCUMENT_ROOT"]);
    }

    [Fact]
    public void Of_one_name_the_last_value_counts()
    {
        FastCgiRequest request = new("/x.php") { Parameters = [new("REMOTE_ADDR", "192.0.2.1"), new("X", "1"), new("X", "2")] };

        Dictionary<string, string> parameters = Sent(request);

        Assert.Equal(("192.0.2.1", "2"), (parameters["REMOTE_ADDR"], parameters["X"]));
    }

    [Fact]
    public void A_request_always_has_a_method()
    {
        Assert.Throws<ArgumentException>(() => new FastCgiRequest("/x.php") { Method = "" });
        Assert.Throws<ArgumentException>(() => new FastCgiRequest(""));
    }

    [Fact]
    public void What_is_shown_of_a_request_has_no_secrets() => Assert.Equal(
        "GET /pay.php?***", new FastCgiRequest("/srv/pay.php") { RequestUri = "/pay.php?card=4711" }.ToString());

    private static Dictionary<string, string> Sent(FastCgiRequest request) =>
        SentRequest.Read(EncodedRequest.Encode(request).Bytes).Parameters.ToDictionary(pair => pair.Key, pair => pair.Value);
}
