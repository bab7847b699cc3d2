using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Tests.Fakes;

namespace KubeEdge.MetaManager.Tests.Cloud;

public class CloudAnswerTests
{
    private const string Map = """{"metadata":{"name":"a","uid":"u","resourceVersion":"1"}}""";

    [Theory]
    [InlineData(Map, nameof(CloudAnswerKind.Object), Map)]
    [InlineData("""{"Object":{"a":1},"Err":null}""", nameof(CloudAnswerKind.Object), """{"a":1}""")]
    [InlineData("""{"Err":null,"Object":{"a":1}}""", nameof(CloudAnswerKind.Object), """{"a":1}""")]
    [InlineData("""{"Object":null,"Err":null}""", nameof(CloudAnswerKind.Other), "")]
    [InlineData("""{"Object":null,"Err":{"ErrStatus":{"status":"Failure","reason":"NotFound","code":404}}}""", nameof(CloudAnswerKind.NotFound), "")]
    [InlineData("""{"ErrStatus":{"status":"Failure","reason":"NotFound","code":404}}""", nameof(CloudAnswerKind.NotFound), "")]
    [InlineData("""{"ErrStatus":{"status":"Failure","reason":"Forbidden","code":403}}""", nameof(CloudAnswerKind.Refused), "")]
    [InlineData("""{"ErrStatus":{"status":"Failure","reason":"Timeout","code":408}}""", nameof(CloudAnswerKind.Failure), "")]
    [InlineData("""{"ErrStatus":{"status":"Failure","reason":"InternalError","code":500}}""", nameof(CloudAnswerKind.Failure), "")]
    [InlineData("""{"ErrStatus":{}}""", nameof(CloudAnswerKind.Failure), "")]
    [InlineData("""{"ErrStatus":"odd"}""", nameof(CloudAnswerKind.Failure), "")]
    [InlineData("""{"kind":"Status","apiVersion":"v1","status":"Failure","code":404}""", nameof(CloudAnswerKind.NotFound), "")]
    [InlineData("""{"kind":"Status","apiVersion":"v1","status":"Success"}""", nameof(CloudAnswerKind.Other), "")]
    [InlineData("\"OK\"", nameof(CloudAnswerKind.Other), "")]
    [InlineData("null", nameof(CloudAnswerKind.Other), "")]
    [InlineData("[]", nameof(CloudAnswerKind.Other), "")]
    public void Read_Answer_FindsTheErrorWhereverItIs(string content, string kind, string value)
    {
        var message = Messages.Push(Operations.Response, "default/configmap/a", content);
        var answer = CloudAnswer.Read(new CloudReply(CloudReplyStatus.Answered, message), default);

        Assert.Equal((kind, value), (answer.Kind.ToString(), Encoding.UTF8.GetString(answer.Object.Span)));
        Assert.Same(message, answer.Message);
    }

    [Theory]
    [InlineData(CloudReplyStatus.Offline, "failed to process remote: not connected")]
    [InlineData(CloudReplyStatus.Full, "failed to process remote: too many requests wait for the cloud")]
    public void Read_NoAnswer_SaysWhy(CloudReplyStatus status, string error)
    {
        var answer = CloudAnswer.Read(new CloudReply(status, null), default);

        Assert.Equal((CloudAnswerKind.Unanswered, error), (answer.Kind, answer.Error));
    }

    [Fact]
    public void Read_ErrorOperation_IsAFailure()
    {
        var message = Messages.Push(Operations.Error, "default/configmap/a", Map);

        Assert.Equal(CloudAnswerKind.Failure, CloudAnswer.Read(new CloudReply(CloudReplyStatus.Answered, message), default).Kind);
    }
}
