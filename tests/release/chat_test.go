package release_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

// custom is a notification that Amazon Q Developer in chat applications shows although
// no AWS service sent it (its administrator guide, custom-notifs).
type custom struct {
	Version, Source, ID string
	Content             struct {
		TextType, Title, Description string
		NextSteps                    []string
	}
}

// shown is the message as a chat shows it; not ok if it shows nothing.
func shown(m services.Message) (c custom, ok bool) {
	if json.Unmarshal([]byte(m.HTTPS), &c) != nil {
		return c, false
	}
	fits := func(text string, most int) bool { return text != "" && utf8.RuneCountInString(text) <= most }
	for _, step := range c.Content.NextSteps {
		if !fits(step, 350) {
			return c, false
		}
	}
	return c, c.Version == "1.0" && c.Source == "custom" && c.Content.TextType == "client-markdown" &&
		fits(c.Content.Title, 250) && fits(c.Content.Description, 8000)
}

func TestChatShowsEveryEnd(t *testing.T) { // R8
	t.Parallel()
	for name, s := range scenarios {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(sameAccount)
			if s.arrange != nil {
				s.arrange(b)
			}
			o := b.run(t, s.input, b.plain)
			mails := b.mails(o)
			require.Len(t, mails, 1, "one message a piece of news")
			c, ok := shown(mails[0])
			require.True(t, ok, mails[0].HTTPS)
			assert.Equal(t, o.execution, c.ID)
			assert.Equal(t, mails[0].Subject, c.Content.Title)
			assert.True(t, strings.HasPrefix(mails[0].Text, c.Content.Description), "the mail begins with it and says more")
		})
	}
}

func TestChatLeavesAnswersToTheMail(t *testing.T) { // R16
	t.Parallel()
	b := newBench(sameAccount)
	b.Function.Answers[newDigest] = &asl.Error{
		Name:  "Error",
		Cause: `{"errorMessage": "<!channel> ` + strings.Repeat("x", 10000) + `"}`,
	}
	mails := b.mails(b.run(t, release(), b.plain))
	require.Len(t, mails, 1)
	require.Contains(t, mails[0].Text, "<!channel>", "the mail says what was answered")
	c, ok := shown(mails[0])
	require.True(t, ok)
	assert.Equal(t, "The release of api in dev failed before any traffic moved. Production is as it was.",
		c.Content.Description)
	assert.NotContains(t, mails[0].HTTPS, "<!channel>")
	assert.Equal(t, []string{
		"Why, and what came before: `make history ENV=dev SERVICE=api`",
		"Its steps: https://us-east-1.console.aws.amazon.com/states/home?region=us-east-1" +
			"#/v2/executions/details/" + c.ID,
	}, c.Content.NextSteps)
}
