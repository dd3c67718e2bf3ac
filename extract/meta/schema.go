package meta

import (
	"strings"
)

// ldKey is a property of schema.org that meta reads.
type ldKey uint8

const (
	ldNone ldKey = iota // top level
	ldOther
	ldAltHeadline
	ldAlternateName
	ldAnswers // comments, answers, reviews: other people's words
	ldArticleSection
	ldAuthor
	ldCreator
	ldDateCreated
	ldDateModified
	ldDatePublished
	ldDescription
	ldFamilyName
	ldFree
	ldGivenName
	ldGraph
	ldHeadline
	ldID
	ldImage
	ldKeywords
	ldLanguage
	ldLicense
	ldList // lists of other pages
	ldMainEntity
	ldMainEntityOfPage
	ldName
	ldPartOf
	ldPublisher
	ldText
	ldThumbnail
	ldType
	ldURL
	ldValue
)

// ldKeys names the properties.
var ldKeys = map[string]ldKey{
	"alternativeHeadline": ldAltHeadline, "alternateName": ldAlternateName,
	"comment": ldAnswers, "comments": ldAnswers, "suggestedAnswer": ldAnswers, "acceptedAnswer": ldAnswers, "review": ldAnswers, "reviews": ldAnswers,
	"articleSection": ldArticleSection, "author": ldAuthor, "authors": ldAuthor, "creator": ldCreator,
	"dateCreated": ldDateCreated, "dateModified": ldDateModified, "datePublished": ldDatePublished, "uploadDate": ldDatePublished,
	"description": ldDescription, "familyName": ldFamilyName, "isAccessibleForFree": ldFree, "givenName": ldGivenName,
	"@graph": ldGraph, "headline": ldHeadline, "@id": ldID, "image": ldImage, "keywords": ldKeywords, "inLanguage": ldLanguage, "license": ldLicense,
	"itemListElement": ldList, "hasPart": ldList, "blogPost": ldList, "mentions": ldList, "relatedLink": ldList, "citation": ldList,
	"mainEntity": ldMainEntity, "mainEntityOfPage": ldMainEntityOfPage, "name": ldName, "isPartOf": ldPartOf,
	"publisher": ldPublisher, "text": ldText, "thumbnailUrl": ldThumbnail, "thumbnail": ldThumbnail, "@type": ldType, "type": ldType, "url": ldURL, "@value": ldValue,
}

// ldClass groups the types of schema.org by what they say of the page.
type ldClass uint8

const (
	ldUnknown  ldClass = iota
	ldIgnored          // says nothing of the page: images, offers, ratings
	ldApart            // other people's words and other pages: everything inside is left out
	ldPerson           // a person
	ldOrg              // an organisation
	ldSite             // WebSite
	ldPage             // WebPage and its kinds
	ldThing            // product, event, course: described by the page
	ldCreative         // recipe, video, podcast episode, how-to
	ldPost             // question, forum posting
	ldArticle          // article and its kinds
)

var ldClasses = map[string]ldClass{
	"Comment": ldApart, "Answer": ldApart, "Review": ldApart, "CriticReview": ldArticle, "ReviewNewsArticle": ldArticle, "UserReview": ldApart, "ItemList": ldApart, "BreadcrumbList": ldApart,
	"ListItem": ldApart, "SiteNavigationElement": ldApart, "OfferCatalog": ldApart, "DataFeed": ldApart, "EmployerReview": ldApart, "WPHeader": ldApart, "WPFooter": ldApart, "WPSideBar": ldApart,
	"ImageObject": ldIgnored, "SearchAction": ldIgnored, "Offer": ldIgnored, "AggregateRating": ldIgnored, "Rating": ldIgnored, "EntryPoint": ldIgnored,
	"PostalAddress": ldIgnored, "ContactPoint": ldIgnored, "Place": ldIgnored, "Country": ldIgnored, "MediaObject": ldIgnored, "AudioObject": ldIgnored, "FAQPage": ldPage,
	"Person": ldPerson, "ProfilePage": ldPage,
	"Organization": ldOrg, "NewsMediaOrganization": ldOrg, "Corporation": ldOrg, "LocalBusiness": ldOrg, "Brand": ldOrg, "CollegeOrUniversity": ldOrg, "GovernmentOrganization": ldOrg, "NGO": ldOrg,
	"EducationalOrganization": ldOrg, "OnlineBusiness": ldOrg, "OnlineStore": ldOrg, "Store": ldOrg, "ProfessionalService": ldOrg,
	"WebSite": ldSite, "WebPage": ldPage, "ItemPage": ldPage, "AboutPage": ldPage, "CollectionPage": ldPage, "CheckoutPage": ldPage, "ContactPage": ldPage, "MedicalWebPage": ldPage, "QAPage": ldPage,
	"Blog": ldPage, "SearchResultsPage": ldPage, "RealEstateListing": ldPage,
	"Product": ldThing, "Event": ldThing, "Course": ldThing, "SoftwareApplication": ldThing, "MobileApplication": ldThing, "WebApplication": ldThing, "Movie": ldThing, "Book": ldThing, "JobPosting": ldThing, "Service": ldThing,
	"Recipe": ldCreative, "VideoObject": ldIgnored, "HowTo": ldCreative, "PodcastEpisode": ldCreative, "CreativeWork": ldCreative, "LearningResource": ldCreative, "Guide": ldCreative, "Dataset": ldCreative,
	"SoftwareSourceCode": ldCreative, "Clip": ldIgnored, "TVEpisode": ldCreative, "MusicAlbum": ldCreative, "Periodical": ldOrg, "PublicationIssue": ldIgnored,
	"Question": ldPost, "DiscussionForumPosting": ldPost, "Conversation": ldPost, "SocialMediaPosting": ldPost,
	"Report": ldArticle, "LiveBlogPosting": ldArticle, "BlogPosting": ldArticle, "ScholarlyArticle": ldArticle, "MedicalScholarlyArticle": ldArticle, "APIReference": ldArticle,
}

func ldClassOf(name string) ldClass {
	name = name[strings.LastIndexByte(name, '/')+1:]
	name = name[strings.LastIndexByte(name, ':')+1:]
	if c, ok := ldClasses[name]; ok {
		return c
	}
	switch {
	case strings.HasSuffix(name, "Article"):
		return ldArticle
	case strings.HasSuffix(name, "Organization") || strings.HasSuffix(name, "Business"):
		return ldOrg
	case strings.HasSuffix(name, "Event"):
		return ldThing
	}
	return ldUnknown
}
